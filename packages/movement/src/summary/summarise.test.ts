import {
  isMetricId,
  type Metric,
  type MetricId,
  type Music,
  type Sentence,
  say,
} from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { record, standing } from '../testing/fixture-dancer.ts';
import { steadyMusic } from '../testing/music-fixtures.ts';
import { reportOf } from '../testing/report-of.ts';
import { textOf } from '../testing/sentences.ts';
import { summarise } from './summarise.ts';

const music: Music = { ...steadyMusic(16), bpm: 119.7 };

const stood = await reportOf(
  record(240, () => standing),
  music,
);

const textsOf = (sentences: readonly Sentence[]): string[] => sentences.map(({ text }) => text);

type Changes = Partial<Record<MetricId, number | Partial<Metric>>>;

/** Summary of a dancer who stands still, with changed metrics. */
function summaryOf(changes: Changes, heard: Music = music): string[] {
  const metrics = stood.report.metrics.map((metric): Metric => {
    const change = isMetricId(metric.id) ? changes[metric.id] : undefined;
    if (change === undefined) return metric;
    const { reason: _, ...rest } = metric;
    const { value, ...others } = typeof change === 'number' ? { value: change } : change;
    const unknown = { error: null, errorReason: say('error-unknown') };
    return { ...rest, ...unknown, confidence: 'medium', ...others, value: value ?? null };
  });
  return textsOf(summarise({ ...stood.report, metrics, music: heard }, stood.series));
}

const timing = (bias: number, spread = 60, error = 23): Changes => ({
  'timing-bias': { value: bias, error },
  'timing-spread': spread,
});

const noTiming = (code: 'timing-drifts' | 'no-preferred-time', movements: number): Changes => ({
  'timing-bias': { value: null, confidence: 'low', reason: say(code) },
  'motion-beats': movements,
});

describe('the summary', () => {
  test('finds every metric that it uses', () => {
    expect(() => summaryOf({})).not.toThrow();
  });

  test.each([
    ['late', timing(124), 'You are 124 ms ± 23 behind the beat, steadily.'],
    ['early', timing(-87), 'You are 87 ms ± 23 ahead of the beat, steadily.'],
    ['on it', timing(21), 'You are on the beat (21 ms ± 23 behind it), steadily.'],
    ['near it', timing(-50, 60, 60), 'early or late is not certain (50 ms ± 60 ahead of it).'],
    ['far off', timing(-220), 'You come to rest between the beats, steadily.'],
    ['wavering', timing(70, 180), 'You are 70 ms ± 23 behind the beat, but not steadily:'],
  ])('starts with the timing of a dancer who is %s', (_, changes, sentence) => {
    const [first] = summaryOf({
      ...changes,
      'arm-activity-symmetry': 50,
      'left-knee-inside-line': 12,
    });
    expect(first).toContain(sentence);
    expect(first).toContain('The music has 120 beats per minute.');
  });

  test.each([
    ['drifts', noTiming('timing-drifts', 30), 'drift through its beats'],
    ['does not follow the beat', noTiming('no-preferred-time', 30), 'closely enough'],
    ['hardly moves', noTiming('no-preferred-time', 10), 'too few of your movements'],
  ])('says why a dancer who %s has no timing', (_, changes, sentence) => {
    expect(summaryOf(changes).join(' ')).toContain(sentence);
  });

  test('does not judge timing against an uncertain beat', () => {
    expect(summaryOf(timing(124), { ...music, confidence: 'low' }).join(' ')).toContain(
      'not judged',
    );
  });

  test.each([
    [
      { 'turns-left': 2, jumps: 3, 'jump-rise': 0.5 },
      'You make 2 full turns to the left and 3 jumps; the highest lifts you by 50 % of your trunk length.',
    ],
    [{ 'turns-right': 1 }, 'You make 1 full turn to the right.'],
    [
      { jumps: 1, 'jump-rise': 0.31 },
      'You make 1 jump; it lifts you by 31 % of your trunk length.',
    ],
    [{ 'longest-balance': 2.44 }, 'Your longest balance on one foot lasts 2.4 s.'],
    [
      { 'left-knee-range': 86, 'right-knee-range': 98.3, 'knee-range-symmetry': 13 },
      'Your right knee moves through 98°, seen from the front.',
    ],
    [{}, 'You mostly hold your trunk upright, seen from the front.'],
    [
      { plies: { value: 3, confidence: 'low' as const }, 'plie-depth': 64 },
      'Your deepest plié bends your knees by 64°.',
    ],
    [
      { 'left-knee-range': 80, 'right-knee-range': 98.3, 'knee-range-symmetry': 20 },
      'Your right knee bends 18° further than the left one (98° against 80°), seen from the front.',
    ],
    [{ 'arm-activity-symmetry': 40 }, 'Your right arm moves 1.5 times as much as the left one.'],
    [{ 'arm-activity-symmetry': -150 }, 'Almost only your left arm moves.'],
    [
      { 'arm-activity-symmetry': 3, 'leg-activity-symmetry': -8 },
      'Your left and right sides move equally.',
    ],
    [
      { 'shoulder-tilt': -9 },
      'Your left shoulder is mostly held lower, by 9°, seen from the front.',
    ],
    [{ 'pelvis-tilt': 6 }, 'Your pelvis is mostly lower on the right, by 6°, seen from the front.'],
    [
      { plies: 1, 'plie-depth': 64, 'plie-drop': 21 },
      'Your plié bends your knees by 64° and lowers your hips by 21 % of their height.',
    ],
    [
      { 'left-knee-inside-line': 12 },
      'Your left knee mostly falls 12° inside the line from hip to ankle when you stand on it, seen from the front.',
    ],
  ])('for %j says: %s', (changes, sentence) => {
    expect(summaryOf(changes)).toContain(sentence);
  });

  test.each([
    [
      {
        'left-knee-range': { value: 80, error: 4 },
        'right-knee-range': { value: 98.3, error: 3 },
        'knee-range-symmetry': 20,
      },
      'Your right knee bends 18° ± 5 further than the left one (98° ± 3 against 80° ± 4), seen from the front.',
    ],
    [
      { 'arm-activity-symmetry': { value: 40, error: 10 } },
      'Your right arm moves 1.50 times ± 0.16 as much as the left one.',
    ],
    [
      { 'shoulder-tilt': { value: -9, error: 2 } },
      'Your left shoulder is mostly held lower, by 9.0° ± 2.0, seen from the front.',
    ],
    [
      { 'trunk-lean': { value: 35.2, error: 4 } },
      'Half of the time your trunk leans 35° ± 4 or more from vertical, seen from the front.',
    ],
    [
      {
        plies: 3,
        'plie-depth': { value: 64, error: 6 },
        'plie-drop': { value: 21, error: 4 },
      },
      'Your deepest of 3 pliés bends your knees by 64° ± 6 and lowers your hips by 21 % ± 4 of their height.',
    ],
    [
      { jumps: 1, 'jump-rise': { value: 0.31, error: 0.05 } },
      'You make 1 jump; it lifts you by 31 % ± 5 of your trunk length.',
    ],
    [
      { 'longest-balance': { value: 2.44, error: 0.4 } },
      'Your longest balance on one foot lasts 2.4 s ± 0.4.',
    ],
  ])('with errors, for %j says: %s', (changes, sentence) => {
    expect(summaryOf(changes)).toContain(sentence);
  });

  test.each([
    [
      {
        'left-knee-range': { value: 80, error: 12 },
        'right-knee-range': { value: 98.3, error: 15 },
        'knee-range-symmetry': 20,
      },
      'knee bends',
    ],
    [{ 'arm-activity-symmetry': { value: 40, error: 45 } }, 'arm moves'],
    [{ 'shoulder-tilt': { value: -9, error: 10 } }, 'shoulder is'],
    [{ 'left-knee-inside-line': { value: 12, error: 15 } }, 'knee mostly falls'],
    [
      {
        'arm-activity-symmetry': { value: 3, error: 30 },
        'leg-activity-symmetry': { value: -8, error: 5 },
      },
      'move equally',
    ],
    [{ 'shoulder-tilt': { value: 1, error: 8 } }, 'level'],
  ])('tells nothing within the error: %j', (changes, words) => {
    expect(summaryOf(changes).join(' ')).not.toContain(words);
  });

  test('leaves out metrics with low confidence', () => {
    const unsure = (value: number): Partial<Metric> => ({ value, confidence: 'low' });
    const changes = {
      ...{ 'timing-bias': unsure(120), 'timing-spread': unsure(10), jumps: unsure(3) },
      ...{ 'shoulder-tilt': unsure(20), 'arm-activity-symmetry': unsure(90) },
    };
    expect(summaryOf(changes).join(' ')).not.toMatch(/behind|jump|shoulder|arm /);
  });

  test('names the phrases with the most and the least energy', () => {
    const energies = [1, 2, 9, 0.5];
    const phrases = energies.map((value, i) => ({
      ...{ startMs: 4000 * i, endMs: 4000 * (i + 1), span: { from: 0, to: 0 }, counts: 8 },
      metrics: stood.report.metrics.map((metric) =>
        metric.id === 'kinetic-energy'
          ? { ...metric, value, error: 0.1, confidence: 'medium' as const }
          : metric,
      ),
    }));
    expect(textsOf(summarise({ ...stood.report, phrases }, stood.series))).toContain(
      'You dance with the most energy from 0:08 to 0:12 and the least from 0:12 to 0:16.',
    );
    const vague = phrases.map((phrase) => ({
      ...phrase,
      metrics: phrase.metrics.map((metric) => ({ ...metric, error: 8 })),
    }));
    expect(textOf(summarise({ ...stood.report, phrases: vague }, stood.series))).not.toContain(
      'energy',
    );
    const unseen = phrases.map((phrase) => ({
      ...phrase,
      metrics: phrase.metrics.map((metric) => ({ ...metric, coverage: 0.7 })),
    }));
    const summary = textOf(summarise({ ...stood.report, phrases: unseen }, stood.series));
    expect(summary).not.toContain('energy');
  });

  test('is short, even if much stands out', () => {
    const everything = {
      ...{ ...timing(120), 'turns-left': 2, jumps: 3, 'arm-activity-symmetry': 60 },
      ...{ 'leg-activity-symmetry': 60, 'shoulder-tilt': 12, 'pelvis-tilt': 12, 'head-tilt': 12 },
      ...{ 'left-knee-inside-line': 12, 'plie-depth': 80, 'longest-balance': 3, plies: 2 },
    };
    const sentences = summaryOf(everything);
    expect(sentences).toHaveLength(6);
    expect(sentences.slice(0, 2).join(' ')).toMatch(/behind the beat.*2 full turns/);
  });

  test('says what was out of sight, and how to film it', () => {
    expect(summaryOf({ 'in-sight': 71.4 })).toContain(
      'You were in the picture for 71 % of the time.',
    );
    expect(summaryOf({ jumps: { coverage: 0.2 } })).toContain(
      'Your feet were in sight for 20 % of the time, so jumps could not be measured. Film the whole body.',
    );
  });

  test('does not call unmeasured what has a value', () => {
    expect(summaryOf({ jumps: { value: 1, coverage: 0.2 } })).toContain(
      'Your feet were in sight for 20 % of the time, so jumps, balance and pliés are known for that part only. Film the whole body.',
    );
  });
});
