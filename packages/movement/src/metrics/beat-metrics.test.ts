import { findMetric, type Metric, type MetricId, type Music, say } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { randomNumbers } from '../series/random.ts';
import type { Span } from '../series/signal.ts';
import { steadyMusic } from '../testing/music-fixtures.ts';
import { beatMetricsOf, type DancedMusic } from './beat-metrics.ts';

const fps = 30;
const seconds = 16;

const music = steadyMusic(32);

const danced = (timesMs: readonly number[], changes: Partial<DancedMusic> = {}): DancedMusic => ({
  music,
  motionBeats: timesMs.map((timeMs) => ({ timeMs, depth: 1 })),
  speed: new Float64Array(seconds * fps).fill(1),
  fps,
  deviationMs: 5,
  ...changes,
});

const beatMetrics = (of: DancedMusic, span?: Span): Metric[] => beatMetricsOf(of)(span);

const onEvery = (shiftMs: number): number[] =>
  Array.from({ length: 31 }, (_, i) => 500 * i + shiftMs);

function byId(metrics: readonly Metric[]): (id: MetricId) => Metric {
  return (id) => {
    const found = findMetric(metrics, id);
    if (!found) throw new Error(`There is no ${id}.`);
    return found;
  };
}

describe('beatMetrics', () => {
  test('measure a dancer on the beat', () => {
    const value = byId(beatMetrics(danced(onEvery(0))));
    expect(value('music-tempo')).toMatchObject({ value: 120, unit: 'BPM', confidence: 'high' });
    expect(value('motion-beats').value).toBe(31);
    expect(value('on-beat-precision').value).toBeCloseTo(1, 6);
    expect(value('on-beat-precision-above-chance').value).toBeCloseTo(0.75, 1);
    expect(value('beat-coverage').value).toBeGreaterThan(0.95);
    expect(value('timing-bias')).toMatchObject({ unit: 'ms', confidence: 'high', coverage: 1 });
    expect(value('timing-bias')).not.toHaveProperty('errorReason');
    expect(Math.abs(value('timing-bias').value ?? 99)).toBeLessThan(2);
    expect(value('timing-bias').error).toBeLessThan(15);
    expect(value('off-beat-share')).toMatchObject({ unit: '%', confidence: 'high' });
    expect(value('off-beat-share').value).toBeLessThan(5);
  });

  test.each([120, -80])('measure a dancer who is %d ms off', (ms) => {
    const value = byId(beatMetrics(danced(onEvery(ms).filter((time) => time >= 0))));
    expect(Math.abs((value('timing-bias').value ?? 0) - ms)).toBeLessThan(3);
    const { value: spread, error } = value('timing-spread');
    expect(spread).toBeLessThan(20);
    expect(spread).toBeLessThanOrEqual(error ?? 0);
  });

  test('measure a dancer on every other beat: precise, half of the beats covered', () => {
    const value = byId(beatMetrics(danced(onEvery(0).filter((_, i) => i % 2 === 0))));
    expect(value('on-beat-precision').value).toBeCloseTo(1, 6);
    expect(value('beat-coverage').value).toBeCloseTo(0.5, 6);
  });

  test('measure a dancer on the beat who also moves between the beats', () => {
    const between = onEvery(30).map((time, i) => (i % 3 === 0 ? time + 250 : time));
    const value = byId(beatMetrics(danced(between)));
    expect(Math.abs((value('timing-bias').value ?? 0) - 30)).toBeLessThan(3);
    expect(Math.abs((value('off-beat-share').value ?? 0) - 33)).toBeLessThan(10);
  });

  test('have a timing for a phrase only if the clip has one', () => {
    const random = randomNumbers(5);
    const phrase = { from: 0, to: 120 };
    const biasOf = (times: readonly number[]): Metric =>
      byId(beatMetrics(danced(times), phrase))('timing-bias');
    const inPhrase = onEvery(60).filter((time) => time < 4000);
    const anyhow = Array.from({ length: 60 }, () => 4000 + 12_000 * random());
    expect(biasOf([...inPhrase, ...anyhow.sort((a, b) => a - b)]).value).toBeNull();
    expect(Math.abs((biasOf(onEvery(60)).value ?? 0) - 60)).toBeLessThan(3);
  });

  test('have no bias for random movements', () => {
    const random = randomNumbers(5);
    const anyhow = Array.from({ length: 30 }, () => 16_000 * random()).sort((a, b) => a - b);
    const value = byId(beatMetrics(danced(anyhow)));
    expect(value('timing-bias')).toMatchObject({ value: null, confidence: 'low' });
    expect(value('timing-bias').reason?.text).toMatch(/coincidence/);
    expect(Math.abs(value('on-beat-precision-above-chance').value ?? 1)).toBeLessThan(0.15);
  });

  test('count only the movements of the phrase', () => {
    const value = byId(beatMetrics(danced(onEvery(0)), { from: 120, to: 240 }));
    expect(value('motion-beats').value).toBe(8);
    expect(value('on-beat-precision').confidence).toBe('medium');
  });

  test('do not count beats at which the dancer was hidden as missed', () => {
    const speed = new Float64Array(seconds * fps).fill(1);
    speed.fill(Number.NaN, 0, 240);
    const half = onEvery(0).filter((time) => time >= 8000);
    const value = byId(beatMetrics(danced(half, { speed })));
    expect(value('beat-coverage').value).toBeGreaterThan(0.9);
    expect(value('beat-coverage').coverage).toBeCloseTo(0.5, 1);
    expect(value('on-beat-precision').confidence).not.toBe('high');
  });

  test('do not count movements outside the music', () => {
    const short: Music = { ...music, beats: music.beats.slice(8, 20) };
    const value = byId(beatMetrics(danced(onEvery(0), { music: short })));
    expect(value('motion-beats').value).toBe(12);
  });

  test('have only the number of movements if there are too few', () => {
    const value = byId(beatMetrics(danced([500, 1000])));
    expect(value('motion-beats').value).toBe(2);
    for (const id of ['on-beat-precision', 'beat-coverage-above-chance', 'timing-bias'] as const) {
      expect(value(id)).toMatchObject({ value: null, reason: { values: { least: 4 } } });
    }
  });

  test('count nothing if nobody is in sight', () => {
    const speed = new Float64Array(seconds * fps).fill(Number.NaN);
    expect(byId(beatMetrics(danced([], { speed })))('motion-beats').value).toBeNull();
  });

  test('all give the reason if there is no beat', () => {
    const reason = say('music-no-beat');
    const silent = beatMetrics(danced(onEvery(0), { music: { heard: 'no-beat', reason } }));
    const ids = beatMetrics(danced(onEvery(0))).map(({ id }) => id);
    expect(silent.map(({ id }) => id)).toEqual(ids);
    for (const metric of silent) expect(metric).toMatchObject({ value: null, reason });
  });

  test('have no more confidence than the music', () => {
    const unsure: Music = { ...music, confidence: 'low' };
    for (const metric of beatMetrics(danced(onEvery(0), { music: unsure }))) {
      expect(metric.confidence).toBe('low');
    }
  });
});
