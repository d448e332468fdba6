/**
 * Power spectra of real signals whose length is a power of two. A real signal of `size` samples is transformed
 * as a complex one of half the length (Sorensen et al. 1987, "Real-valued fast Fourier transform algorithms");
 * the tables are computed once.
 */
export class PowerSpectrum {
  readonly #half: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint32Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** @throws RangeError if `size` is not a power of two of at least 4. */
  constructor(size: number) {
    if (!(size >= 4) || !Number.isInteger(Math.log2(size))) {
      throw new RangeError(`A spectrum needs a power of two, not ${size} samples.`);
    }
    const half = size / 2;
    this.#half = half;
    this.#cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
    this.#reversed = bitReversal(half);
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
  }

  /**
   * @param signal `size` samples.
   * @param power receives `|X[k]|²` of the `size / 2 + 1` frequencies from 0 to half the sampling rate.
   */
  measure(signal: Float64Array, power: Float64Array): void {
    for (let i = 0; i < this.#half; i += 1) {
      const to = this.#reversed[i] as number;
      this.#re[to] = signal[2 * i] as number;
      this.#im[to] = signal[2 * i + 1] as number;
    }
    this.#transform();
    this.#unpack(power);
  }

  /** Radix-2 butterflies in place, on the samples in bit-reversed order. */
  #transform(): void {
    const half = this.#half;
    for (let width = 1; width < half; width *= 2) {
      const stride = half / width;
      for (let start = 0; start < half; start += 2 * width) {
        for (let k = 0; k < width; k += 1)
          this.#butterfly(start + k, start + k + width, k * stride);
      }
    }
  }

  #butterfly(a: number, b: number, angle: number): void {
    const re = this.#re;
    const im = this.#im;
    const cos = this.#cos[angle] as number;
    const sin = this.#sin[angle] as number;
    const reB = (re[b] as number) * cos + (im[b] as number) * sin;
    const imB = (im[b] as number) * cos - (re[b] as number) * sin;
    const reA = re[a] as number;
    const imA = im[a] as number;
    re[a] = reA + reB;
    im[a] = imA + imB;
    re[b] = reA - reB;
    im[b] = imA - imB;
  }

  /** Combines the spectra of the even samples (real parts) and the odd samples (imaginary parts). */
  #unpack(power: Float64Array): void {
    const half = this.#half;
    const [re, im] = [this.#re, this.#im];
    const sum = (re[0] as number) + (im[0] as number);
    const difference = (re[0] as number) - (im[0] as number);
    power[0] = sum * sum;
    power[half] = difference * difference;
    for (let k = 1; k < half; k += 1) {
      const [re1, im1] = [re[k] as number, im[k] as number];
      const [re2, im2] = [re[half - k] as number, im[half - k] as number];
      const [cos, sin] = [this.#cos[k] as number, this.#sin[k] as number];
      const [oddRe, oddIm] = [(im1 + im2) / 2, (re2 - re1) / 2];
      const real = (re1 + re2) / 2 + oddRe * cos + oddIm * sin;
      const imaginary = (im1 - im2) / 2 + oddIm * cos - oddRe * sin;
      power[k] = real * real + imaginary * imaginary;
    }
  }
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  const bits = Math.log2(size);
  for (let i = 0; i < size; i += 1) {
    for (let bit = 0; bit < bits; bit += 1) {
      if (i & (1 << bit)) reversed[i] = (reversed[i] as number) | (1 << (bits - 1 - bit));
    }
  }
  return reversed;
}
