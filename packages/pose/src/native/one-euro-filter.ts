/** Trade-off between jitter and lag; frequencies in hertz. */
export interface OneEuroSettings {
  /** Cutoff frequency at rest. */
  readonly minCutoff: number;
  /** Increase of the cutoff frequency per unit of speed. */
  readonly beta: number;
  /** Cutoff frequency of the speed itself. */
  readonly derivateCutoff: number;
}

/** Frequency that is assumed until two values determine it. */
const firstFrequency = 30;

/**
 * Smooths a number over time: less, the faster it changes. Sources: Casiez et al., "1€ filter" (CHI 2012), and
 * mediapipe/util/filtering/one_euro_filter.cc, which keeps the initial frequency after a value at time 0.
 */
export class OneEuroFilter {
  readonly #settings: OneEuroSettings;
  #frequency = firstFrequency;
  #lastTime = Number.NEGATIVE_INFINITY;
  #raw: number | undefined;
  #smooth = 0;
  #speed = 0;

  constructor(settings: OneEuroSettings) {
    this.#settings = settings;
  }

  /**
   * @param time seconds; increases from call to call.
   * @param scale factor that converts a value to the units of `beta`.
   */
  apply(time: number, value: number, scale: number): number {
    if (time <= this.#lastTime) return value;
    if (this.#lastTime > 0) this.#frequency = 1 / (time - this.#lastTime);
    this.#lastTime = time;
    const { minCutoff, beta, derivateCutoff } = this.#settings;
    if (this.#raw === undefined) {
      this.#smooth = value;
    } else {
      const speed = (value - this.#raw) * scale * this.#frequency;
      this.#speed += this.#alpha(derivateCutoff) * (speed - this.#speed);
      const cutoff = minCutoff + beta * Math.abs(this.#speed);
      this.#smooth += this.#alpha(cutoff) * (value - this.#smooth);
    }
    this.#raw = value;
    return this.#smooth;
  }

  /** Smoothing factor of a first-order low-pass filter: the weight of a new value. */
  #alpha(cutoff: number): number {
    return 1 / (1 + this.#frequency / (2 * Math.PI * cutoff));
  }
}
