import type { MotionBeat } from '@dance-pose/contracts';

/** Standard deviation of the Gaussian that takes away what is no beat: Bailando's 5 frames at 60 a second. */
const blurSeconds = 5 / 60;

/** On either side of a beat no frame is slower: 10 frames at 60 a second in AIST++'s tools. */
const reachSeconds = 10 / 60;

/** A dip less deep than this, in S/s and of the lower peak beside it, is unsteadiness and not a beat. */
const leastDepth = 0.1;
const leastShare = 0.15;

/**
 * Local minima of the dancer's speed (AIST++, Li et al. 2021), to a fraction of a frame.
 * @param speed mean speed of the joints in trunk lengths a second (S/s), one value a frame, frame 0 at time
 *   0; NaN where the body was not in sight: no beat is found across or at the edge of such a gap.
 */
export function findMotionBeats(speed: Float64Array, fps: number): MotionBeat[] {
  const smooth = blurred(speed, blurSeconds * fps);
  const reach = Math.max(1, Math.round(reachSeconds * fps));
  const beats: MotionBeat[] = [];
  for (let at = 1; at < smooth.length - 1; at += 1) {
    if (!isLowest(smooth, at, reach)) continue;
    const here = smooth[at] as number;
    const peak = Math.min(peakBeside(smooth, at, -1), peakBeside(smooth, at, 1));
    const depth = peak - here;
    if (depth < Math.max(leastDepth, leastShare * peak)) continue;
    beats.push({
      timeMs: (1000 * slowestNear(speed, at, Math.round(blurSeconds * fps))) / fps,
      depth,
    });
  }
  return beats;
}

/** A weighted mean of the known values around each known one. */
function blurred(values: Float64Array, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  return values.map((value, at) => {
    if (Number.isNaN(value)) return value;
    let [sum, total] = [0, 0];
    for (const step of [-1, 1]) {
      for (let way = step < 0 ? 1 : 0; way <= reach; way += 1) {
        const near = values[at + step * way] ?? Number.NaN;
        if (Number.isNaN(near)) break;
        const weight = Math.exp(-0.5 * (way / sigma) ** 2);
        sum += weight * near;
        total += weight;
      }
    }
    return sum / total;
  });
}

/** Of equally low neighbours the first counts. */
function isLowest(values: Float64Array, at: number, reach: number): boolean {
  const here = values[at] as number;
  const [before, after] = [values[at - 1] as number, values[at + 1] as number];
  // Also false where one of the three is not known.
  if (!(before > here && after >= here)) return false;
  for (let way = 2; way <= reach; way += 1) {
    if ((values[at - way] ?? here) < here || (values[at + way] ?? here) < here) return false;
  }
  return true;
}

/** The highest value on the way to the next lower one, or to the end of what is known. */
function peakBeside(values: Float64Array, at: number, step: -1 | 1): number {
  const here = values[at] as number;
  let peak = here;
  for (let i = at + step; (values[i] ?? Number.NaN) >= here; i += step) {
    peak = Math.max(peak, values[i] as number);
  }
  return peak;
}

/**
 * The blur finds the dips, but moves those with a faster movement on one side. The slowest frame within its
 * width is the true one, told to a fraction by the parabola through its neighbours.
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
  const bend = before - 2 * here + after;
  return before >= here && after >= here && bend > 0 ? at + (before - after) / (2 * bend) : at;
}
