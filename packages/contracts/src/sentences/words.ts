import type { AngleJoint, Limb, LimbEnd, Side } from '../body-parts.ts';
import { quantityWithError } from '../quantities.ts';

/** Parts of the body in the values of sentences. */
export type SentencePart =
  | `${Side}-${AngleJoint | LimbEnd}`
  | 'head'
  | 'shoulders'
  | 'pelvis'
  | 'trunk'
  | 'whole-body'
  | 'body-on-its-feet'
  | 'dancer';

/** Parts of which there are two. */
export type PairedPart = AngleJoint | Limb | 'foot';

/** `left-knee` is `left knee`. */
export const partName = (part: SentencePart): string => part.replaceAll('-', ' ');

export const plural = (part: PairedPart): string => (part === 'foot' ? 'feet' : `${part}s`);

export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** `1 turn`, `2 turns`. */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Rounded to tens: more is not known at 30 frames per second. */
export const inMs = (ms: number): string => `${Math.round(Math.abs(ms) / 10) * 10} ms`;

/** `9°`, `62° ± 4`. */
export const inDegrees = (degrees: number, error?: number): string =>
  error === undefined
    ? `${Math.round(Math.abs(degrees))}°`
    : measured(Math.abs(degrees), '°', error);

/** `2.4 s ± 0.3`, with plain spaces. */
export const measured = (value: number, unit: string, error: number): string =>
  quantityWithError({ value, unit, error }).replaceAll(/\s/g, ' ');

/** @param share 0–1. */
export const inPercent = (share: number): string => `${Math.round(100 * share)} %`;

/** `0:07`, as in a player. */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
