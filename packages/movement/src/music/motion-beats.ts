import type { MotionBeat } from '@dance-pose/contracts';

/** Standard deviation of the Gaussian that removes noise: Bailando's 5 frames at 60 fps. */
const smoothingSeconds = 5 / 60;

/** No frame within this distance of a beat is slower: 10 frames at 60 fps in AIST++'s tools. */
const reachSeconds = 10 / 60;

/** Minimum depth of a dip, in S/s and as a share of the lower adjacent peak; a shallower one is unsteadiness. */
const minDepth = 0.1;
const minShareOfPeak = 0.15;

/**
 * Finds local minima of the dancer's speed (AIST++, Li et al. 2021), to a fraction of a frame.
 * @param speed mean speed of the joints in trunk lengths per second (S/s), one value per frame, frame 0 at time
 *   0; NaN where the body is not visible. No beat is found across such a gap or at its edge.
 */
export function findMotionBeats(speed: Float64Array, fps: number): MotionBeat[] {
  const smooth = smoothed(speed, smoothingSeconds * fps);
  const reach = Math.max(1, Math.round(reachSeconds * fps));
  const beats: MotionBeat[] = [];
  for (let at = 1; at < smooth.length - 1; at += 1) {
    if (!isLowest(smooth, at, reach)) continue;
    const here = smooth[at] as number;
    const peak = Math.min(adjacentPeak(smooth, at, -1), adjacentPeak(smooth, at, 1));
    const depth = peak - here;
    if (depth < Math.max(minDepth, minShareOfPeak * peak)) continue;
    beats.push({
      timeMs: (1000 * slowestNear(speed, at, Math.round(smoothingSeconds * fps))) / fps,
      depth,
    });
  }
  return beats;
}

/** Gaussian mean over the run of known values around each known one. */
function smoothed(values: Float64Array, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  return values.map((value, at) => {
    if (Number.isNaN(value)) return value;
    let [sum, total] = [0, 0];
    for (const step of [-1, 1]) {
      for (let offset = step < 0 ? 1 : 0; offset <= reach; offset += 1) {
        const neighbour = values[at + step * offset] ?? Number.NaN;
        if (Number.isNaN(neighbour)) break;
        const weight = Math.exp(-0.5 * (offset / sigma) ** 2);
        sum += weight * neighbour;
        total += weight;
      }
    }
    return sum / total;
  });
}

/** True if no neighbour is lower; of equally low neighbours the first counts. */
function isLowest(values: Float64Array, at: number, reach: number): boolean {
  const here = values[at] as number;
  const [before, after] = [values[at - 1] as number, values[at + 1] as number];
  // Also false if one of the three is NaN.
  if (!(before > here && after >= here)) return false;
  for (let offset = 2; offset <= reach; offset += 1) {
    if ((values[at - offset] ?? here) < here || (values[at + offset] ?? here) < here) return false;
  }
  return true;
}

/** Highest value before the next lower value or the next gap. */
function adjacentPeak(values: Float64Array, at: number, step: -1 | 1): number {
  const here = values[at] as number;
  let peak = here;
  for (let i = at + step; (values[i] ?? Number.NaN) >= here; i += step) {
    peak = Math.max(peak, values[i] as number);
  }
  return peak;
}

/**
 * Position of the slowest frame within `reach` of a dip, refined by a parabola. Smoothing moves a dip away from
 * the faster side, so the original speed is searched.
 */
function slowestNear(speed: Float64Array, dip: number, reach: number): number {
  let at = dip;
  for (let i = Math.max(0, dip - reach); i <= dip + reach; i += 1) {
    if ((speed[i] as number) < (speed[at] as number)) at = i;
  }
  const [before, here, after] = [
    speed[at - 1] as number,
    speed[at] as number,
    speed[at + 1] as number,
  ];
  const curvature = before - 2 * here + after;
  return before >= here && after >= here && curvature > 0
    ? at + (before - after) / (2 * curvature)
    : at;
}
