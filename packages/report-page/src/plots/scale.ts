/** Range of an axis and positions of its marks. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly number[];
}

/** A scale from below `from` to above `to` with about `count` round steps. */
export function scaleOver(from: number, to: number, count = 4): Scale {
  const step = roundStep((to - from) / count);
  const first = Math.floor(from / step);
  const last = Math.max(first + 1, Math.ceil(to / step));
  const marks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { from: first * step, to: last * step, marks };
}

/** A scale for joint angles, up to 180°. */
export function angleScale(from: number, to: number): Scale {
  const step = [15, 30, 45].find((one) => to - from <= 3 * one) ?? 60;
  const [first, last] = [Math.floor(from / step), Math.min(180 / step, Math.ceil(to / step))];
  const [low, high] = first < last ? [first, last] : [last - 1, last];
  const marks = Array.from({ length: high - low + 1 }, (_, i) => (low + i) * step);
  return { from: low * step, to: high * step, marks };
}

/** Rounds up to 1, 2, 3 or 5 times a power of ten. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 3, 5].find((factor) => factor * power >= least * 0.999) ?? 10) * power;
}

const clockSteps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600].map((seconds) => 1000 * seconds);

/** At most `most` round times, from the start of the clip. */
export function clockMarks(durationMs: number, most = 8): number[] {
  const step = clockSteps.find((one) => durationMs / one <= most) ?? 1_800_000;
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, i) => i * step);
}
