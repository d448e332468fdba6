import type { MetricId, Music, Phrase } from '@dance-pose/contracts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { type MeasuredMetrics, measureMetrics, type Pause } from '../metrics/compute-metrics.ts';
import type { KnownMetric } from '../metrics/metric.ts';
import { bodyMotion } from '../signals/body-motion.ts';
import { perturbationsOf } from './perturb.ts';
import { spreadOverPhrases } from './spread-over-phrases.ts';

/** Changes of a metric although the dance is the same: standard deviations in the unit of the metric. */
export interface Precision {
  /** Deviation over the copies with other errors of the landmarks. */
  readonly jitter: number;
  /** Deviation of the copy without the fastest movement. */
  readonly smoothing: number;
  /** Deviation of the mean over the phrases; 0 for a phrase. */
  readonly phrases: number;
}

export interface Precisions {
  readonly clip: (id: MetricId) => Precision;
  readonly phrase: (index: number, id: MetricId) => Precision;
}

/** A measured dance, with everything that a perturbed copy needs. */
export interface MeasuredTrack extends MeasuredMetrics {
  readonly track: CleanTrack;
  readonly music: Music;
  readonly spans: readonly Phrase[];
}

/**
 * Measures the dance again on perturbed copies of its landmarks, one after the other.
 * @param pause called between the parts of the calculation; it may throw to stop it.
 */
export async function precisionOf(measured: MeasuredTrack, pause: Pause): Promise<Precisions> {
  const deviations = (): { clip: Deviations; phrases: Deviations[] } => ({
    clip: new Deviations(measured.metrics),
    phrases: measured.phrases.map(({ metrics }) => new Deviations(metrics)),
  });
  const [jitter, smoothing] = [deviations(), deviations()];
  for (const { name, trackOf, spanOf } of perturbationsOf(measured.track)) {
    const motion = bodyMotion(trackOf(measured.track));
    await pause();
    const spans = measured.spans.map((phrase) => ({ ...phrase, span: spanOf(phrase.span) }));
    const again = await measureMetrics(motion, { phrases: spans, music: measured.music }, pause);
    const { clip, phrases } = name === 'smoothing' ? smoothing : jitter;
    clip.add(again.metrics);
    for (const [i, { metrics }] of again.phrases.entries()) phrases[i]?.add(metrics);
  }
  return {
    clip: (id) => ({
      jitter: jitter.clip.of(id),
      smoothing: smoothing.clip.of(id),
      phrases: spreadOf(measured, id),
    }),
    phrase: (index, id) => ({
      jitter: jitter.phrases[index]?.of(id) ?? Number.NaN,
      smoothing: smoothing.phrases[index]?.of(id) ?? Number.NaN,
      phrases: 0,
    }),
  };
}

/** Root mean square deviations of the metrics of copies from those of the original. */
class Deviations {
  readonly #original: ReadonlyMap<string, number>;
  readonly #squares = new Map<string, { sum: number; count: number }>();

  constructor(metrics: readonly KnownMetric[]) {
    this.#original = new Map(
      metrics.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])),
    );
  }

  add(copy: readonly KnownMetric[]): void {
    for (const { id, value } of copy) {
      const original = this.#original.get(id);
      if (original === undefined || value === null) continue;
      const { sum, count } = this.#squares.get(id) ?? { sum: 0, count: 0 };
      this.#squares.set(id, { sum: sum + (value - original) ** 2, count: count + 1 });
    }
  }

  /** NaN if no copy has the metric. */
  of(id: MetricId): number {
    const { sum, count } = this.#squares.get(id) ?? { sum: Number.NaN, count: 1 };
    return Math.sqrt(sum / count);
  }
}

function spreadOf({ phrases }: MeasuredTrack, id: MetricId): number {
  return spreadOverPhrases(
    phrases.flatMap(({ metrics, span }) => {
      const found = metrics.find((metric) => metric.id === id);
      if (found?.value === undefined || found.value === null) return [];
      return [{ value: found.value, weight: found.coverage * (span.to - span.from) }];
    }),
  );
}
