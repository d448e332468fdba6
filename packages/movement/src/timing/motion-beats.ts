import type { MotionBeat } from '@dance-pose/contracts';

/** Standard deviation of the Gaussian that removes what noise the filter of the paths has left. */
const smoothingSeconds = 1 / 60;

/** No frame within this distance of a rest is slower. */
const reachSeconds = 8 / 60;

/** Minimum depth of a dip, in S/s and as a share of the lower adjacent peak; a shallower one is unsteadiness. */
const minDepth = 0.1;
const minShareOfPeak = 0.15;

/**
 * Finds the moments at which the dancer comes to rest, to a fraction of a frame. The rest is a local minimum of the
 * speed (AIST++, Li et al. 2021); its time is that of the arrival, which a dancer puts on the beat: not the slowest
 * frame of a held pose, which is anywhere in it.
 * @param speed mean speed of the joints in trunk lengths per second (S/s), one value per frame, frame 0 at time
 *   0; NaN where the body is not visible. No beat is found across such a gap or at its edge.
 * @param lateMs delay of the speed behind the movement, which is taken out of the times.
 */
export function findMotionBeats(speed: Float64Array, fps: number, lateMs = 0): MotionBeat[] {
  const smooth = smoothed(speed, smoothingSeconds * fps);
  const reach = Math.max(1, Math.round(reachSeconds * fps));
  const beats: MotionBeat[] = [];
  for (let at = 1; at < smooth.length - 1; at += 1) {
    if (!isLowest(smooth, at, reach)) continue;
    const here = smooth[at] as number;
    const before = adjacentPeak(smooth, at, -1);
    const peak = Math.min(before, adjacentPeak(smooth, at, 1));
    const depth = peak - here;
    if (depth < Math.max(minDepth, minShareOfPeak * peak)) continue;
    const slowest = slowestNear(speed, at, Math.round(dipSeconds * fps));
    const arrival = Math.min(arrivalAt(smooth, at, before), slowest);
    beats.push({ timeMs: Math.max(0, (1000 * arrival) / fps - lateMs), depth });
  }
  return beats;
}

/** Distance within which smoothing can move a dip. */
const dipSeconds = 5 / 60;

/**
 * Shares of the drop between which the falling flank of a speed is steep, so that neither noise nor tracking moves it
 * much, and the time from there to rest as a multiple of the time between them: 1.22 for a minimum-jerk movement (Flash
 * and Hogan 1985), 1.41 for a sine.
 */
const flank = { high: 0.7, low: 0.3, rest: 1.3 };

/** Fractional frame at which the movement before a dip ends, from the flank of its speed. */
function arrivalAt(speed: Float64Array, dip: number, peak: number): number {
  const bottom = speed[dip] as number;
  const crossing = (share: number): number => {
    const level = bottom + share * (peak - bottom);
    let at = dip;
    while ((speed[at - 1] as number) < level) at -= 1;
    const [above, below] = [speed[at - 1] as number, speed[at] as number];
    return at - 1 + (above - level) / (above - below);
  };
  const [high, low] = [crossing(flank.high), crossing(flank.low)];
  return low + flank.rest * (low - high);
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
