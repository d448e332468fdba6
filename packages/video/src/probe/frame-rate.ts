/** Frames per second as a fraction, because 30000/1001 has no exact decimal. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

export const framesPerSecond = ({ num, den }: FrameRate): number => num / den;

export const rateText = ({ num, den }: FrameRate): string => `${num}/${den}`;

/** Higher rates are reduced: they do not improve the poses, and every browser plays 60. */
const maxRate: FrameRate = { num: 60, den: 1 };
/** Players can seek even in a slide show at this rate. */
const minRate: FrameRate = { num: 1, den: 1 };
/** FFmpeg's default for a file without a rate. */
const unknownRate: FrameRate = { num: 25, den: 1 };

const standardRates: readonly FrameRate[] = [
  ...[24, 25, 30, 48, 50, 60].map((num) => ({ num, den: 1 })),
  ...[24_000, 30_000, 60_000].map((num) => ({ num, den: 1001 })),
];

const maxDenominator = 1001;

/**
 * Chooses the constant rate of both passes: the average of the clip, at most 60.
 * The header's rate is used only if it matches the presentation times: `avg_frame_rate` and `r_frame_rate` are 1000/1,
 * 90000/1 or 0/0 in many files.
 * @param measured frames per second over the clip; null if it has at most one frame.
 * @param spanSeconds duration of the measurement; times are often rounded to milliseconds.
 */
export function chooseRate(
  claimed: FrameRate | null,
  measured: number | null,
  spanSeconds: number,
): FrameRate {
  if (measured === null) {
    const credible = claimed !== null && framesPerSecond(claimed) <= 1000;
    return limited(credible ? simplified(claimed) : unknownRate);
  }
  const tolerance = 0.0005 + 0.002 / Math.max(spanSeconds, 0.1);
  const isClose = (rate: FrameRate): boolean =>
    Math.abs(framesPerSecond(rate) / measured - 1) <= tolerance;
  if (claimed !== null && isClose(claimed)) return limited(simplified(claimed));
  const nearest = standardRates.reduce((best, rate) =>
    Math.abs(framesPerSecond(rate) - measured) < Math.abs(framesPerSecond(best) - measured)
      ? rate
      : best,
  );
  return limited(isClose(nearest) ? nearest : nearestFraction(measured));
}

function limited(rate: FrameRate): FrameRate {
  if (framesPerSecond(rate) > framesPerSecond(maxRate)) return maxRate;
  return framesPerSecond(rate) < framesPerSecond(minRate) ? minRate : rate;
}

function simplified(rate: FrameRate): FrameRate {
  return rate.den <= maxDenominator ? rate : nearestFraction(framesPerSecond(rate));
}

/** The fraction nearest to `value` with a denominator of at most 1001, by continued fractions. */
function nearestFraction(value: number): FrameRate {
  let [lowNum, lowDen, num, den] = [0, 1, 1, 0];
  let rest = value;
  for (;;) {
    const whole = Math.floor(rest);
    const nextDen = whole * den + lowDen;
    if (nextDen > maxDenominator) return { num, den };
    [lowNum, lowDen, num, den] = [num, den, whole * num + lowNum, nextDen];
    if (rest - whole < 1e-9) return { num, den };
    rest = 1 / (rest - whole);
  }
}
