import { describe, expect, test } from '@jest/globals';
import { PowerSpectrum } from './music-spectrum.ts';

/** The definition of the discrete Fourier transform, term by term. */
function slowPower(signal: Float64Array): number[] {
  return Array.from({ length: signal.length / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    signal.forEach((sample, n) => {
      const angle = (-2 * Math.PI * k * n) / signal.length;
      re += sample * Math.cos(angle);
      im += sample * Math.sin(angle);
    });
    return re * re + im * im;
  });
}

describe('PowerSpectrum', () => {
  test.each([4, 8, 64, 256])('is the discrete Fourier transform, %i samples', (size) => {
    const signal = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.37) + 0.2 * n);
    const power = new Float64Array(size / 2 + 1);
    new PowerSpectrum(size).measure(signal, power);
    const expected = slowPower(signal);
    const scale = Math.max(...expected);
    power.forEach((value, k) => {
      expect(value / scale).toBeCloseTo((expected[k] ?? Number.NaN) / scale, 10);
    });
  });

  test('has all power of a tone in its own bin', () => {
    const spectrum = new PowerSpectrum(1024);
    const power = new Float64Array(513);
    spectrum.measure(
      Float64Array.from({ length: 1024 }, (_, n) => Math.cos((2 * Math.PI * 100 * n) / 1024)),
      power,
    );
    expect(power[100]).toBeCloseTo(512 ** 2, 3);
    expect(power.reduce((sum, value) => sum + value, 0) - (power[100] ?? 0)).toBeLessThan(
      1e-15 * 512 ** 4,
    );
  });

  test.each([0, 2, 3, 1000, Number.NaN])('rejects a size of %d', (size) => {
    expect(() => new PowerSpectrum(size)).toThrow(RangeError);
  });
});
