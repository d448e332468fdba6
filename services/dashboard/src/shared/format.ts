import type { JobProgress, JobStage, JobState } from '@dance-pose/contracts';

// Names of states and stages, and number formats in the reader's locale.

export const stateNames: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  active: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const stageNames: Readonly<Record<JobStage, string>> = {
  fetch: 'Fetching the file',
  probe: 'Reading the file',
  track: 'Finding the dancer',
  analyse: 'Measuring the movement',
  render: 'Drawing the skeleton',
  store: 'Saving the result',
};

const locale = undefined; // The browser's default.
const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

export const inNumber = (value: number): string => decimal.format(value);
/** With a fixed number of digits after the decimal point. */
export const inDigits = (value: number, digits = 0): string =>
  new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // The browser would write −0.
    signDisplay: 'negative',
  }).format(value);
export const inWhole = (value: number): string => whole.format(value);
/** @param value 0 to 1. */
export const inPercent = (value: number): string => share.format(value);
export const inDate = (iso: string): string => dateTime.format(new Date(iso));

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function inBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: sizes[power] as string,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** A duration in minutes and seconds. */
export function inMinutes(seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds));
  return rounded < 60 ? `${rounded} s` : `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}

/** A position in a clip: `1:04.3`. */
export function inClip(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const rest = (tenths % 600) / 10;
  const fraction = rest.toFixed(1).padStart(4, '0');
  return `${Math.floor(tenths / 600)}:${fraction}`;
}

export function ago(iso: string, now: number): string {
  const minutes = (Date.parse(iso) - now) / 60_000;
  if (minutes > -1) return 'just now';
  if (minutes > -60) return relative.format(Math.round(minutes), 'minute');
  if (minutes > -1440) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}

/** The progress of a running job: stage, frames, speed, time left. */
export function progressFacts(progress: JobProgress): string {
  const { percent, stage, framesDone, framesTotal, framesPerSecond, etaSeconds } = progress;
  return [
    inPercent(Math.floor(percent) / 100),
    stageNames[stage],
    framesTotal > 0 ? `${inWhole(framesDone)} of ${inWhole(framesTotal)} frames` : '',
    framesPerSecond ? `${inNumber(framesPerSecond)} fps` : '',
    etaSeconds === null ? '' : `${inMinutes(etaSeconds)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}
