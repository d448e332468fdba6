import type { JobProgress } from '@dance-pose/contracts';
import { texts } from '../texts/texts.ts';
import { readerLocale } from './locale.ts';

// Numbers and times as the reader writes them.

const locale = readerLocale();
const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const clipSeconds = new Intl.NumberFormat(locale, {
  minimumIntegerDigits: 2,
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

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
  const { minutes, seconds: inSeconds } = texts.common;
  if (rounded < 60) return inSeconds(inWhole(rounded));
  return minutes(inWhole(Math.floor(rounded / 60)), inWhole(rounded % 60));
}

/** A position in a clip: `1:04.3`. */
export function inClip(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${clipSeconds.format((tenths % 600) / 10)}`;
}

export function ago(iso: string, now: number): string {
  const minutes = (Date.parse(iso) - now) / 60_000;
  if (minutes > -1) return texts.common.justNow;
  if (minutes > -60) return relative.format(Math.round(minutes), 'minute');
  if (minutes > -1440) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}

/** The progress of a running job: stage, frames, speed, time left. */
export function progressFacts(progress: JobProgress): string {
  const { percent, stage, framesDone, framesTotal, framesPerSecond, etaSeconds } = progress;
  const { stages, frames, speed } = texts.clips;
  return [
    inPercent(Math.floor(percent) / 100),
    stages[stage],
    framesTotal > 0 ? frames(inWhole(framesDone), inWhole(framesTotal)) : '',
    framesPerSecond ? speed(inNumber(framesPerSecond)) : '',
    etaSeconds === null ? '' : texts.common.left(inMinutes(etaSeconds)),
  ]
    .filter(Boolean)
    .join(' · ');
}
