import { measurePulseTrain, valueAt } from './periodicity.ts';

export const slowestBpm = 40;
export const fastestBpm = 240;
export const inRange = (bpm: number): boolean => bpm >= slowestBpm && bpm <= fastestBpm;

/** People prefer a beat around this tempo. */
export const preferredBpm = 115;

/** The tempo times the power of two that comes nearest to another. */
export const octaveNearest = (bpm: number, target: number): number =>
  bpm * 2 ** Math.round(Math.log2(target / bpm));

/** Faster beats are counted only if they are heard. */
const fastestCounted = 200;

/** Log odds if nothing sounds between the beats. */
const none = 6;

/** Bars of a fast waltz a minute. */
const fastestBar = 70;

/** Curves of a part of a track that show its beats. */
export interface Evidence {
  readonly rateHz: number;
  /** Autocorrelation of the pulse, and of the balance of low and high onsets. */
  readonly similarity: Float64Array;
  readonly balance: Float64Array;
  /** The pulse in stretches of a few seconds. */
  readonly stretches: readonly Float64Array[];
}

/** The tempi that differ by octaves, of which a piece has one; people, too, disagree about it. */
export class TempoOctaves {
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** The likeliest octave of a tempo, and its probability. */
  choose(found: number): { readonly bpm: number; readonly certainty: number } {
    const chosen = this.#chooseOctave(found);
    return this.#isBar(chosen.bpm) ? { bpm: 3 * chosen.bpm, certainty: barCertainty } : chosen;
  }

  /** Half and double tempo, if people count such tempi, and a bar of a fast waltz. */
  others(bpm: number): number[] {
    const isCounted = (octave: number): boolean =>
      inRange(octave) && (octave <= fastestCounted || this.#slower(bpm) < none);
    const bar = bpm / 3;
    const bars = inRange(bar) && this.#isBar(bar) ? [bar] : [];
    return [...[bpm / 2, 2 * bpm].filter(isCounted), ...bars];
  }

  #chooseOctave(bpm: number): { bpm: number; certainty: number } {
    const levels = [bpm / 4, bpm / 2, bpm, 2 * bpm, 4 * bpm].filter(inRange);
    let logit = 0;
    const logits = levels.map((level, i) => {
      if (i > 0) logit -= this.#slower(levels[i - 1] as number);
      return { level, logit };
    });
    const best = logits.reduce((most, other) => (other.logit > most.logit ? other : most));
    const total = logits.reduce((sum, other) => sum + Math.exp(other.logit - best.logit), 0);
    return { bpm: best.level, certainty: 1 / total };
  }

  /** True if a slow beat is a bar of a fast waltz: it is divided in three, and the next one is like it. */
  #isBar(bpm: number): boolean {
    const third = this.#at(this.#evidence.similarity, bpm, 1 / 3);
    const half = this.#at(this.#evidence.similarity, bpm, 1 / 2);
    const alike = this.#at(this.#evidence.balance, bpm, 1);
    return bpm <= fastestBar && third > half + 0.03 && alike > 0;
  }

  /**
   * Log odds that a tempo is right rather than twice as much: a logistic regression on known music. Slow music has
   * little between its beats; in music with a backbeat, kick and snare alternate on the beats.
   */
  #slower(bpm: number): number {
    const { similarity, balance } = this.#evidence;
    if (this.#at(similarity, bpm, 1 / 2) < 0.1 * this.#at(similarity, bpm, 1)) return none;
    const tempo = Math.log2((bpm * Math.SQRT2) / preferredBpm);
    return 3.3 + 3 * tempo - 6 * this.#offBeat(bpm) - 3 * this.#at(balance, bpm, 1);
  }

  /** Onsets between the beats over those on the beats, 0 to 1. */
  #offBeat(bpm: number): number {
    const { similarity, stretches, rateHz } = this.#evidence;
    const about = (60 * rateHz) / bpm;
    const period = deviations
      .map((deviation) => about * (1 + deviation))
      .reduce((best, other) =>
        (valueAt(similarity, other) ?? 0) > (valueAt(similarity, best) ?? 0) ? other : best,
      );
    const shares = stretches.map((stretch) => measurePulseTrain(stretch, period).offBeat);
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }

  /** Value of a curve after a number of beats; 0 beyond its end. */
  #at(curve: Float64Array, bpm: number, beats: number): number {
    return valueAt(curve, (beats * 60 * this.#evidence.rateHz) / bpm) ?? 0;
  }
}

/** Few slow beats that are divided in three are not bars of a waltz. */
const barCertainty = 0.7;

/** Deviations of half or double the found tempo from the music's own. */
const deviations = [0, -0.02, -0.015, -0.01, -0.005, 0.005, 0.01, 0.015, 0.02];
