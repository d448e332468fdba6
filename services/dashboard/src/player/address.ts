import type { Loop } from './loop.ts';
import type { Place } from './playhead.ts';

/** Slowest and fastest speed that a link may name; browsers play no sound beyond them. */
const speeds = { least: 0.1, most: 4 } as const;

/**
 * Reads the end of an address, such as `#t=12.5&loop=8.2-11.0&speed=0.5`: seconds from the start of the analysed part,
 * and 1 for the speed of the clip. What it does not name, or not in this form, is missing in the result.
 */
export function readAddress(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const seconds = numberIn(fields.get('t'));
  const speed = numberIn(fields.get('speed'));
  const loop = loopIn(fields.get('loop'));
  return {
    ...(seconds !== undefined && { seconds }),
    ...(loop !== undefined && { loop }),
    ...(speed !== undefined && { speed: Math.min(speeds.most, Math.max(speeds.least, speed)) }),
  };
}

/** Writes the end of an address; empty for the start of a clip. */
export function writeAddress({ seconds = 0, loop, speed = 1 }: Place): string {
  const fields = [
    ...(seconds > 0 ? [`t=${inSeconds(seconds, 3)}`] : []),
    ...(loop === undefined
      ? []
      : [`loop=${inSeconds(loop.startMs / 1000, 2)}-${inSeconds(loop.endMs / 1000, 2)}`]),
    ...(speed === 1 ? [] : [`speed=${speed}`]),
  ];
  return fields.length === 0 ? '' : `#${fields.join('&')}`;
}

function numberIn(text: string | null): number | undefined {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function loopIn(text: string | null): Loop | undefined {
  const [start, end] = (text ?? '').split('-').map(numberIn);
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { startMs: Math.round(1000 * start), endMs: Math.round(1000 * end) };
}

/** Without zeros at the end; three digits tell the frames of every clip apart. */
const inSeconds = (seconds: number, digits: number): string => `${Number(seconds.toFixed(digits))}`;
