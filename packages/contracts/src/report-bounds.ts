// Thresholds shared by metrics, summary and pages, so that they never contradict each other.

/** A movement within this many milliseconds of a beat is on it: the error of camera, sound and tracking. */
export const onBeatWithinMs = 40;

/** Share of the time between beats; movements that are further from a beat are between beats, neither early nor late. */
export const betweenBeatsFrom = 0.375;

/** Symmetry index in %, up to which both sides move equally: a smaller difference cannot be seen. */
export const alikeUpTo = 10;

/** Symmetry index in % from which a difference can be seen: one side moves 1.2 times as much as the other. */
export const unevenFrom = (200 * 0.2) / 2.2;

/** Degrees of a tilt up to which a body looks level. */
export const levelUpTo = 3;

/** Degrees of bend of the knees, and % of the height of the hips: less is a soft knee and not a plié. */
export const leastPlieBend = 22;
export const leastPlieDrop = 10;

/** `squareness` from which the dancer faces the camera or has their back to it: cosine of 37°. */
export const frontalFrom = 0.8;

/**
 * True if a difference is larger than its error: only then it is named. The errors of both values add up in quadrature;
 * unknown ones count as 0, so a fixed threshold must apply as well.
 */
export const isBeyondError = (difference: number, ...errors: readonly (number | null)[]): boolean =>
  Math.abs(difference) > Math.hypot(...errors.map((error) => error ?? 0));

/** Meaning of a distance from the beat: it is a side only if the whole interval is on one side of the beat. */
export type TimingVerdict = 'on-beat' | 'near-beat' | 'behind' | 'ahead' | 'between-beats';

/**
 * @param biasMs distance from the beat; positive is behind it.
 * @param error half the width of its 95 % interval; `null` if it is not known.
 * @param periodMs time between two beats.
 */
export function timingVerdict(
  biasMs: number,
  { error, periodMs }: { readonly error: number | null; readonly periodMs: number },
): TimingVerdict {
  if (Math.abs(biasMs) > betweenBeatsFrom * periodMs) return 'between-beats';
  if (Math.abs(biasMs) < onBeatWithinMs) return 'on-beat';
  if (!isBeyondError(biasMs, error)) return 'near-beat';
  return biasMs > 0 ? 'behind' : 'ahead';
}
