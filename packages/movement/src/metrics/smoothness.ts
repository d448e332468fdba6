import { PowerSpectrum } from '../music/music-spectrum.ts';
import { valueAt } from '../series/signal.ts';

/** Frequencies above it are not human movement. */
const highestHz = 10;

/** Share of the greatest magnitude; smaller magnitudes at the upper end of the spectrum are left out. */
const quietest = 0.05;

/** Number of times that the length of the spectrum is doubled, which sets its resolution. */
const padding = 4;

/**
 * Spectral arc length: length of the curve of the spectrum of a speed profile. 0 would be perfectly smooth; a
 * single reach has about −1.4, and every hesitation makes it more negative. Valid for one movement of a few
 * seconds, and independent of its size and duration.
 *
 * S. Balasubramanian, A. Melendez-Calderon, A. Roby-Brami and E. Burdet 2015, "On the analysis of movement
 * smoothness", J. NeuroEngineering and Rehabilitation 12; frequencies are normalised by their range, as in
 * the authors' programs.
 *
 * @param speed never negative, without a gap.
 * @returns NaN if there is no movement.
 */
export function sparc(speed: Float64Array, fps: number): number {
  const size = 2 ** (Math.ceil(Math.log2(Math.max(2, speed.length))) + padding);
  const power = new Float64Array(size / 2 + 1);
  const padded = new Float64Array(size);
  padded.set(speed);
  new PowerSpectrum(size).measure(padded, power);
  const greatest = Math.sqrt(power.reduce((most, value) => Math.max(most, value), 0));
  if (greatest === 0) return Number.NaN;
  const magnitude = power
    .subarray(0, Math.floor((highestHz * size) / fps) + 1)
    .map((value) => Math.sqrt(value) / greatest);
  const from = magnitude.findIndex((value) => value >= quietest);
  const to = magnitude.findLastIndex((value) => value >= quietest);
  let length = 0;
  for (let k = from; k < to; k += 1) {
    length += Math.hypot(1 / (to - from), valueAt(magnitude, k + 1) - valueAt(magnitude, k));
  }
  return -length;
}

/**
 * Logarithm of the dimensionless jerk of a speed profile, independent of its size and duration. About −5.2 for
 * the smoothest possible reach, more negative for anything less smooth.
 *
 * N. Hogan and D. Sternad 2009, "Sensitivity of smoothness measures to movement duration, amplitude, and
 * arrests", J. Motor Behavior 41; `−ln(T³ / v_peak² · Σ v″² Δt)` with `T = N Δt`.
 *
 * @param speed without a gap.
 * @returns NaN if there is no movement, or too few frames.
 */
export function logDimensionlessJerk(speed: Float64Array, fps: number): number {
  const duration = speed.length / fps;
  let peak = 0;
  let jolts = 0;
  for (let i = 0; i < speed.length; i += 1) {
    peak = Math.max(peak, Math.abs(valueAt(speed, i)));
    if (i > 1) {
      const bend = valueAt(speed, i) - 2 * valueAt(speed, i - 1) + valueAt(speed, i - 2);
      jolts += (bend * fps ** 2) ** 2 / fps;
    }
  }
  const jerk = (duration ** 3 / peak ** 2) * jolts;
  return jerk > 0 ? -Math.log(jerk) : Number.NaN;
}
