/** How a filter weighs calm against speed; frequencies in hertz. */
export interface OneEuroSettings {
  /** What passes of something that rests. */
  readonly minCutoff: number;
  /** How much more passes per unit of speed. */
  readonly beta: number;
  /** What passes of the speed itself. */
  readonly derivateCutoff: number;
}

/** The frequency that is assumed until two values have told it. */
const firstFrequency = 30;

/**
 * Smooths a number over time, the less the faster it changes. Sources: Casiez et al., "1€ filter" (CHI 2012), and
 * mediapipe/util/filtering/one_euro_filter.cc, whose frequency is still the first one after a value at time 0.
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
   * @param time seconds; grows.
   * @param scale what a value is multiplied with to be in the units of `beta`.
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
      this.#speed += this.#share(derivateCutoff) * (speed - this.#speed);
      const cutoff = minCutoff + beta * Math.abs(this.#speed);
      this.#smooth += this.#share(cutoff) * (value - this.#smooth);
    }
    this.#raw = value;
    return this.#smooth;
  }

  /** Which share of a new value a first-order low-pass filter takes over. */
  #share(cutoff: number): number {
    return 1 / (1 + this.#frequency / (2 * Math.PI * cutoff));
  }
}
