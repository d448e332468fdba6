import { describe, expect, test } from '@jest/globals';
import { errorCodes, errorKinds } from './errors.ts';
import {
  jobListQuerySchema,
  newUploadSchema,
  reanalyseSchema,
  rerenderSchema,
  uploadedJobSchema,
} from './http.ts';
import { artifactNames, jobRecordSchema, jobStages, jobStates } from './job.ts';
import { landmarkCount, landmarkNames, landmarksFileSchema } from './landmarks.ts';
import { objectKeys } from './object-keys.ts';
import { warningCodes } from './warnings.ts';

// Data as clients and stores hold it. What is accepted here must stay accepted: add fixtures, do not change them.

const ids = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'] as const;

/** `job.json` of the first version: neither `analysis` options nor the later overlay options. */
const firstRecord = {
  id: ids[0],
  owner: 'anonymous',
  state: 'completed',
  createdAt: '2026-11-22T10:00:00.000Z',
  startedAt: '2026-11-22T10:00:01.000Z',
  finishedAt: '2026-11-22T10:00:31.000Z',
  attempts: 1,
  options: {
    model: 'full',
    smoothing: 'light',
    overlay: {
      style: 'skeleton',
      showAngles: false,
      showTrails: false,
      colour: 'orange-blue',
    },
    minDetectionConfidence: 0.5,
    minPresenceConfidence: 0.5,
    minTrackingConfidence: 0.5,
    encode: { preset: 'veryfast', crf: 23 },
  },
  source: { fileName: 'dance.mov', sizeBytes: 1_000_000 },
  input: {
    fileName: 'dance.mov',
    kind: 'video',
    sizeBytes: 1_000_000,
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    videoCodec: 'h264',
    pixelFormat: 'yuv420p',
    width: 720,
    height: 1280,
    rotation: 90,
    sampleAspectRatio: 1,
    fps: 30,
    frameCount: 300,
    durationMs: 10_000,
    variableFrameRate: false,
    hdr: false,
    audio: { codec: 'aac', channels: 2, sampleRateHz: 48_000 },
  },
  progress: {
    stage: 'store',
    percent: 100,
    framesDone: 300,
    framesTotal: 300,
    framesPerSecond: 25,
    etaSeconds: 0,
  },
  result: {
    artifacts: [
      {
        name: 'annotated.mp4',
        mediaType: 'video/mp4',
        sizeBytes: 900_000,
        sha256: 'ab'.repeat(32),
      },
    ],
    summary: {
      engine: '@mediapipe/tasks-vision',
      model: 'full',
      framesAnalysed: 300,
      framesWithPerson: 298,
      meanVisibility: 0.93,
    },
    warnings: [{ code: 'low-frame-rate', message: '30 frames a second.' }],
  },
  error: null,
};

/** `job.json` of re-runs: `basedOn.how` has its own words, `reanalysis` and `rendering`. */
const rerunRecord = (how: string) => ({
  ...firstRecord,
  id: ids[1],
  owner: 'studio',
  state: 'failed',
  options: {
    ...firstRecord.options,
    overlay: {
      ...firstRecord.options.overlay,
      angleJoints: ['elbow', 'knee'],
      showBeats: true,
      showCentreOfMass: false,
    },
    analysis: { cutoffHz: 6, minVisibility: 0.5, exports: ['openpose', 'trc', 'mot', 'coco'] },
    trim: { startMs: 500, endMs: 9000 },
  },
  source: { ...firstRecord.source, basedOn: { jobId: ids[0], how } },
  result: null,
  error: { code: 'analysis-unreadable', message: 'landmarks.json is damaged.', retryable: false },
});

/** `job.json` of a reanalysis with options of the music. */
const musicRecord = {
  ...rerunRecord('reanalysis'),
  options: { ...rerunRecord('reanalysis').options, music: { bpm: 70.5, meter: 3, oneMs: 1500 } },
};

const source = { width: 720, height: 1280, fps: 30, frameCount: 1, durationMs: 33 };

/** `landmarks.json` from before 2026-11-22, without `segments`. */
const firstLandmarks = {
  schemaVersion: 1,
  source,
  model: 'full',
  engine: '@mediapipe/tasks-vision',
  landmarkNames: [...landmarkNames],
  frames: [
    {
      index: 0,
      timeMs: 0,
      people: [
        {
          id: 0,
          landmarks: Array.from({ length: landmarkCount }, () => [0.5, 0.5, -0.1, 0.9, 0.9]),
          world: Array.from({ length: landmarkCount }, () => [0, 0.1, 0]),
        },
      ],
    },
  ],
};

describe('stored data of earlier versions is accepted', () => {
  test.each([
    ['job.json, first version', jobRecordSchema, firstRecord],
    ['job.json of a reanalysis', jobRecordSchema, rerunRecord('reanalysis')],
    ['job.json of a rendering', jobRecordSchema, rerunRecord('rendering')],
    ['job.json with options of the music', jobRecordSchema, musicRecord],
    ['landmarks.json without segments', landmarksFileSchema, firstLandmarks],
    ['landmarks.json with segments', landmarksFileSchema, { ...firstLandmarks, segments: [0] }],
  ])('%s', (_name, schema, stored) => {
    expect(schema.parse(stored)).toMatchObject(stored);
  });

  test('warnings without values, whose text is their message', () => {
    const [warning] = jobRecordSchema.parse(firstRecord).result?.warnings ?? [];
    const text = '30 frames a second.';
    expect(warning).toEqual({ code: 'low-frame-rate', values: {}, text, message: text });
  });

  test('object keys', () => {
    const [id] = ids;
    expect(objectKeys.upload(id)).toBe(`uploads/${id}`);
    expect(objectKeys.input(id)).toBe(`jobs/${id}/input`);
    expect(objectKeys.record(id)).toBe(`jobs/${id}/job.json`);
    expect(objectKeys.artifact(id, 'landmarks.json')).toBe(`jobs/${id}/artifacts/landmarks.json`);
  });
});

describe('requests of earlier clients are accepted', () => {
  const { overlay, ...others } = rerunRecord('rendering').options;
  const { analysis, encode } = others;
  test.each([
    ['a direct upload', newUploadSchema, { filename: 'dance.mov', sizeBytes: 1_000_000 }],
    ['a job of it', uploadedJobSchema, { uploadId: ids[0] }],
    ['all options', uploadedJobSchema, { uploadId: ids[0], options: { ...others, overlay } }],
    ['reanalyse', reanalyseSchema, { analysis }],
    ['reanalyse with music', reanalyseSchema, { music: { bpm: 70, meter: null, oneMs: 1500 } }],
    ['rerender', rerenderSchema, { analysis, overlay, encode, smoothing: 'strong' }],
    ['a list of jobs', jobListQuerySchema, { limit: 50, cursor: 'abc', state: 'queued' }],
  ])('%s', (_name, schema, sent) => {
    expect(schema.parse(sent)).toMatchObject(sent);
  });
});

describe('values that clients know are kept', () => {
  test('states, stages and artifacts of jobs', () => {
    const states = ['queued', 'active', 'completed', 'failed', 'cancelled'];
    const stages = ['fetch', 'probe', 'track', 'analyse', 'render', 'store'];
    const artifacts = [
      ...['annotated.mp4', 'annotated.png', 'poster.jpg', 'landmarks.json', 'report.json'],
      ...['report.html', 'timeseries.csv', 'openpose.zip', 'markers.trc', 'angles.mot'],
      ...['coco.json', 'onsets.json', 'track.bin', 'preview.mp4', 'thumbnails.jpg'],
    ];
    expect(jobStates).toEqual(expect.arrayContaining(states));
    expect(jobStages).toEqual(expect.arrayContaining(stages));
    expect(artifactNames).toEqual(expect.arrayContaining(artifacts));
  });

  test('error codes, with their HTTP status', () => {
    const byStatus = {
      400: ['invalid-request', 'invalid-options'],
      401: ['unauthorized'],
      403: ['forbidden', 'origin-not-allowed'],
      404: ['not-found'],
      405: ['method-not-allowed'],
      409: [
        ...['job-not-finished', 'job-has-no-result', 'job-already-finished', 'cancelled'],
        'request-in-progress',
      ],
      410: ['input-missing'],
      413: ['upload-too-large'],
      415: ['unsupported-format'],
      422: [
        ...['idempotency-key-reused', 'upload-missing', 'unreadable-media', 'no-video', 'too-long'],
        ...['too-many-pixels', 'too-many-frames', 'analysis-unreadable', 'too-much-memory'],
      ],
      429: ['too-many-requests'],
      500: ['worker-lost', 'internal'],
      503: ['queue-unavailable', 'store-unavailable'],
      504: ['processing-timeout'],
    };
    const known = Object.entries(byStatus).flatMap(([status, codes]) =>
      codes.map((code) => [code, Number(status)]),
    );
    const today = errorCodes.map((code) => [code, errorKinds[code].status]);
    expect(today).toEqual(expect.arrayContaining(known));
  });

  test('warning codes', () => {
    const known = [
      ...['low-frame-rate', 'frame-rate-reduced', 'variable-frame-rate', 'small-picture'],
      ...['dark-picture', 'hdr-tone-mapped', 'pixel-shape-ignored', 'frames-missing', 'no-sound'],
      ...['silent-sound', 'sound-unreadable', 'sound-re-encoded', 'sound-tracks-dropped'],
      ...['nobody-found', 'person-rarely-found', 'person-missing', 'person-small'],
    ];
    expect(warningCodes).toEqual(expect.arrayContaining(known));
  });
});
