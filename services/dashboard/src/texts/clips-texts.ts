import type { JobStage, JobState } from '@dance-pose/contracts';

const states: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  active: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const stages: Readonly<Record<JobStage, string>> = {
  fetch: 'Fetching the file',
  probe: 'Reading the file',
  track: 'Finding the dancer',
  analyse: 'Measuring the movement',
  render: 'Drawing the skeleton',
  store: 'Saving the result',
};

/** Sending clips, their options and their list. */
export const clipsTexts = {
  clips: {
    pageTitle: 'Clips',
    title: 'Your clips',
    list: 'Clips',
    none: 'No clips yet.',
    noneHint: 'Your clips appear here as soon as you send one.',
    loading: 'Loading your clips …',
    older: 'Older clips',
    toSee: ' to see your clips.',
    states,
    stages,
    frames: (done: string, total: string) => `${done} of ${total} frames`,
    speed: (speed: string) => `${speed} fps`,
    analysisOf: (name: string) => `Analysis of ${name}`,
    cancel: 'Cancel',
    retry: 'Retry',
    remove: 'Delete',
    ofClip: (action: string, name: string) => `${action} ${name}`,
    deleted: (name: string) => `“${name}” was deleted.`,
    notDeleted: (name: string, problem: string) => `“${name}” was not deleted. ${problem}`,
  },
  upload: {
    title: 'Analyse a dance',
    drop: 'Drop clips anywhere on this page',
    dropNow: 'Let go to analyse',
    choose: 'Choose clips',
    accepted:
      'Video (MP4, MOV, WebM, MKV, AVI) or photo (JPEG, PNG, WebP): one dancer, the whole body in the picture.',
    list: 'Uploads',
    uploadOf: (name: string) => `Upload of ${name}`,
    pause: 'Pause',
    resume: 'Resume',
    retry: 'Retry',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    waiting: (size: string) => `Waiting to upload · ${size}`,
    paused: 'Paused. Resuming sends the file from the beginning.',
    uploading: 'Uploading',
    amount: (sent: string, all: string) => `${sent} of ${all}`,
    rate: (size: string) => `${size}/s`,
    empty: 'The file is empty.',
    tooLarge: (size: string, limit: string) =>
      `The file has ${size}; at most ${limit} can be uploaded. Trim it, or export it at a smaller size.`,
    noMedia:
      'This is not a video or a photo. MP4, MOV, WebM, MKV, AVI, JPEG, PNG and WebP are supported.',
    badPhoto: (kind: string) => `${kind} photos are not supported. Save it as JPEG.`,
    tooLong: (minutes: string, limit: string) =>
      `The clip is ${minutes} minutes long; at most ${limit} can be analysed. Trim it first.`,
  },
  options: {
    title: 'Options',
    model: 'Accuracy',
    modelHint: 'Balanced suits most clips. The most accurate takes about three times as long.',
    models: { lite: 'Fast', full: 'Balanced', heavy: 'Most accurate' },
    cutoff: 'Movement',
    cutoffs: { '6': 'Flowing', '10': 'Fast footwork' },
    cutoffHint: 'Fast footwork keeps quick details, and with them a little more noise.',
    style: 'Drawing',
    styles: {
      skeleton: 'Skeleton over the video',
      ghost: 'Glowing skeleton over the dimmed video',
      'skeleton-only': 'Skeleton only, on black',
    },
    colour: 'Colours of left and right',
    colours: {
      'orange-blue': 'Orange and blue',
      'magenta-green': 'Magenta and green',
      'yellow-violet': 'Yellow and violet',
    },
    marks: 'Also draw',
    mark: {
      showAngles: 'Joint angles',
      showTrails: 'Trails of hands and feet',
      showBeats: 'Beats and counts of the music',
      showCentreOfMass: 'Centre of mass over the feet',
    },
    tracking: 'Dancer',
    drawing: 'In the video',
    music: 'Music',
  },
  rerun: {
    lead: '“Reanalyse” measures the movement with these options and keeps the video. “Rerender” also draws the video. Both keep what was found of the dancer, so they take a fraction of the time. The result is a new clip; this one stays unchanged.',
    smoothing: 'Smoothing before measuring (Hz)',
    smoothingHint: '6 suits most dances; 10 keeps fast footwork.',
    exports: 'Export for other programs',
    reanalyse: 'Reanalyse',
    rerender: 'Rerender',
  },
} as const;
