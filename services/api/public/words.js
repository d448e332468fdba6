export const stateNames = {
  uploading: 'Uploading',
  queued: 'Waiting',
  active: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const stageNames = {
  fetch: 'Fetching the file',
  probe: 'Looking at the file',
  track: 'Finding the dancer',
  render: 'Drawing the skeleton',
  store: 'Saving the result',
};

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function sizeOf(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${number.format(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${number.format(bytes / 1e6)} MB`;
  return `${number.format(bytes / 1e9)} GB`;
}

export function timeLeft(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s left`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s left`;
}

/** What the progress of a running job is about: frames, speed, time. */
export function progressFacts({ percent, framesDone, framesTotal, framesPerSecond, etaSeconds }) {
  const frames = framesTotal > 0 ? `${framesDone} of ${framesTotal} frames` : '';
  const speed = framesPerSecond > 0 ? `${number.format(framesPerSecond)} fps` : '';
  const time = etaSeconds === null ? '' : timeLeft(etaSeconds);
  return [`${Math.floor(percent)} %`, frames, speed, time].filter(Boolean).join(' · ');
}

export function summaryOf({ framesAnalysed, framesWithPerson, model }, input) {
  if (framesWithPerson === 0) return `Nobody was found (${model} model).`;
  if (input?.kind === 'image') return `A dancer was found (${model} model).`;
  return `Dancer found in ${framesWithPerson} of ${framesAnalysed} frames (${model} model).`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function ago(iso) {
  const minutes = (Date.parse(iso) - Date.now()) / 60_000;
  if (minutes > -1) return 'just now';
  if (minutes > -60) return relative.format(Math.round(minutes), 'minute');
  if (minutes > -1440) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}
