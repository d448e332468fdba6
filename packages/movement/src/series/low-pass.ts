/**
 * A second-order Butterworth low-pass that runs forward and then backward over the whole signal: effectively
 * fourth order, and without lag, because the backward pass undoes the delay of the forward pass.
 *
 * The bilinear transform's cutoff is raised by `(√2 − 1)^(-1/4)` so that the gain after *both* passes is
 * −3 dB at `cutoffHz` (D. A. Winter, Biomechanics and Motor Control of Human Movement, on digital filters).
 * The signal is extended by odd reflection at its ends, and the straight line between the first and last
 * sample is subtracted while filtering: neither a constant nor a steady drift is changed.
 *
 * @param samples equally spaced in time; not modified.
 * @returns a new array; an unchanged copy if the cutoff is so close to the Nyquist frequency that there
 *   is nothing to remove.
 */
export function lowPass(
  samples: Float64Array,
  { cutoffHz, fps }: { cutoffHz: number; fps: number },
): Float64Array {
  const last = samples.length - 1;
  if (last < 2 || cutoffHz >= highestUsefulCutoff * (fps / 2)) return samples.slice();
  const start = samples[0] ?? 0;
  const slope = ((samples[last] ?? 0) - start) / last;
  const padding = Math.min(last, Math.ceil((transientPeriods * fps) / cutoffHz));
  const work = new Float64Array(samples.length + 2 * padding);
  for (let i = 0; i <= last; i += 1) work[padding + i] = (samples[i] ?? 0) - (start + slope * i);
  for (let i = 1; i <= padding; i += 1) {
    // Both ends of the signal in `work` are 0 now, so reflection about the end point only changes the sign.
    work[padding - i] = -(work[padding + i] ?? 0);
    work[padding + last + i] = -(work[padding + last - i] ?? 0);
  }
  const section = butterworth(cutoffHz, fps);
  runInPlace(work, section);
  work.reverse();
  runInPlace(work, section);
  work.reverse();
  const smooth = work.slice(padding, padding + samples.length);
  for (let i = 0; i <= last; i += 1) smooth[i] = (smooth[i] ?? 0) + start + slope * i;
  return smooth;
}

/** Share of the Nyquist frequency above which the filter would only add rounding errors. */
const highestUsefulCutoff = 0.9;

/** Periods of the cutoff after which a start-up transient has decayed to about 1e-4. */
const transientPeriods = 2;

/** `y[n] = b0·x[n] + b1·x[n−1] + b0·x[n−2] − a1·y[n−1] − a2·y[n−2]`. */
interface Section {
  readonly b0: number;
  readonly b1: number;
  readonly a1: number;
  readonly a2: number;
}

function butterworth(cutoffHz: number, fps: number): Section {
  const warped = Math.tan((Math.PI * cutoffHz) / fps) / (Math.SQRT2 - 1) ** 0.25;
  const scale = 1 / (1 + Math.SQRT2 * warped + warped ** 2);
  const b0 = warped ** 2 * scale;
  return {
    b0,
    b1: 2 * b0,
    a1: 2 * (warped ** 2 - 1) * scale,
    a2: (1 - Math.SQRT2 * warped + warped ** 2) * scale,
  };
}

/** Starts in the steady state of the first sample, so that the filter has no transient. */
function runInPlace(signal: Float64Array, { b0, b1, a1, a2 }: Section): void {
  const first = signal[0] ?? 0;
  let x1 = first;
  let x2 = first;
  let y1 = first;
  let y2 = first;
  for (let i = 0; i < signal.length; i += 1) {
    const x = signal[i] ?? 0;
    const y = b0 * (x + x2) + b1 * x1 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    signal[i] = y;
  }
}
