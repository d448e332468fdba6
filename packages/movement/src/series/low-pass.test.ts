import { describe, expect, test } from '@jest/globals';
import { lowPass } from './low-pass.ts';

const fps = 30;
const seconds = 20;
const at = (f: (t: number) => number, length = seconds * fps): Float64Array =>
  Float64Array.from({ length }, (_, i) => f(i / fps));
const sine = (hz: number): Float64Array => at((t) => Math.sin(2 * Math.PI * hz * t));

/** Amplitude and phase at one frequency, over whole periods in the middle of the signal. */
function component(signal: Float64Array, hz: number): { gain: number; phase: number } {
  const from = 5 * fps;
  const to = 15 * fps;
  let inPhase = 0;
  let quadrature = 0;
  for (let i = from; i < to; i += 1) {
    inPhase += (signal[i] ?? 0) * Math.sin((2 * Math.PI * hz * i) / fps);
    quadrature += (signal[i] ?? 0) * Math.cos((2 * Math.PI * hz * i) / fps);
  }
  const scale = 2 / (to - from);
  return {
    gain: scale * Math.hypot(inPhase, quadrature),
    phase: Math.atan2(quadrature, inPhase),
  };
}

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe('lowPass', () => {
  test.each([1, 3, 5, 6, 8])('does not delay a sine of %d Hz', (hz) => {
    const { phase } = component(lowPass(sine(hz), { cutoffHz: 6, fps }), hz);
    expect(Math.abs(phase)).toBeLessThan(1e-6);
  });

  test.each([3, 6, 12])('halves the power at its cutoff of %d Hz', (cutoffHz) => {
    const { gain } = component(lowPass(sine(cutoffHz), { cutoffHz, fps }), cutoffHz);
    expect(20 * Math.log10(gain)).toBeCloseTo(20 * Math.log10(Math.SQRT1_2), 3);
  });

  test('keeps slow movement and removes jitter', () => {
    const slow = component(lowPass(sine(1), { cutoffHz: 6, fps }), 1);
    const jitter = component(lowPass(sine(13), { cutoffHz: 6, fps }), 13);
    expect(slow.gain).toBeGreaterThan(0.999);
    expect(jitter.gain).toBeLessThan(0.01);
  });

  test('leaves a constant and a steady drift unchanged', () => {
    const constant = at(() => 0.3);
    const ramp = at((t) => 0.2 + 0.7 * t);
    for (const cutoffHz of [3, 6]) {
      expect(largestDifference(lowPass(constant, { cutoffHz, fps }), constant)).toBeLessThan(1e-12);
      expect(largestDifference(lowPass(ramp, { cutoffHz, fps }), ramp)).toBeLessThan(1e-12);
    }
  });

  test('has no start-up transient: slow movement is exact from the first sample to the last', () => {
    const slow = at((t) => Math.cos(2 * Math.PI * 0.5 * t), 75);
    const smooth = lowPass(slow, { cutoffHz: 6, fps });
    expect(largestDifference(smooth, slow)).toBeLessThan(0.02);
    expect(smooth[0]).toBeCloseTo(1, 4);
  });

  test.each([0, 1, 2])('copies %d samples, too few to contain a movement', (length) => {
    const few = at((t) => t * t, length);
    expect(lowPass(few, { cutoffHz: 6, fps })).toEqual(few);
  });

  test.each([3, 4, 7])('smooths as few as %d samples without diverging', (length) => {
    const zigzag = Float64Array.from({ length }, (_, i) => i % 2);
    for (const value of lowPass(zigzag, { cutoffHz: 3, fps })) {
      expect(value).toBeGreaterThan(-0.5);
      expect(value).toBeLessThan(1.5);
    }
  });

  test('copies if the cutoff is at or above what the frame rate can represent', () => {
    const jitter = Float64Array.from({ length: 50 }, (_, i) => i % 2);
    expect(lowPass(jitter, { cutoffHz: 3, fps: 5 })).toEqual(jitter);
    expect(lowPass(jitter, { cutoffHz: 6, fps: 13 })).toEqual(jitter);
    expect(lowPass(jitter, { cutoffHz: 6, fps: 14 })).not.toEqual(jitter);
  });

  test('does not modify its input', () => {
    const input = sine(8);
    const before = input.slice();
    lowPass(input, { cutoffHz: 6, fps });
    expect(input).toEqual(before);
  });
});
