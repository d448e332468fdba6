import { describe, expect, test } from '@jest/globals';
import { type SimulatedDancer, simulatedMovements } from '../testing/simulated-movements.ts';
import { type TimedMovement, type Timing, timingOfClip, timingOfPhrase } from './timing.ts';
import { estimateTiming } from './timing-estimate.ts';
import { timingModel } from './timing-model.ts';

const usual: SimulatedDancer = { bpm: 120, movements: 40, biasMs: 0, jitterMs: 30, offBeat: 0.2 };

const timed = (
  dancer: Partial<SimulatedDancer>,
  { seed = 1, deviationMs = 0 } = {},
): ReturnType<typeof timingOfClip> => {
  const full = { ...usual, ...dancer };
  const model = timingModel(60_000 / full.bpm);
  return timingOfClip(simulatedMovements(full, seed), model, deviationMs);
};

const found = (timing: ReturnType<typeof timingOfClip>): Timing => {
  if (typeof timing === 'string') throw new Error(timing);
  return timing;
};

describe('the timing of a clip', () => {
  test.each([-120, -60, 0, 60, 120])(
    'has a bias of %d ms, with movements between the beats',
    (ms) => {
      const { biasMs, biasErrorMs, offBeat, offBeatError } = found(
        timed({ biasMs: ms, offBeat: 0.3 }),
      );
      expect(Math.abs(biasMs - ms)).toBeLessThan(biasErrorMs);
      expect(biasErrorMs).toBeLessThan(25);
      expect(Math.abs(offBeat - 0.3)).toBeLessThan(offBeatError);
    },
  );

  test('finds the spread', () => {
    const { spreadMs, spreadErrorMs } = found(timed({ jitterMs: 45, movements: 80 }));
    expect(Math.abs(spreadMs - 45)).toBeLessThan(spreadErrorMs);
    expect(spreadErrorMs).toBeLessThan(18);
  });

  test('is more certain with more movements, but not than what they are all wrong by', () => {
    const errors = [16, 40, 160].map(
      (movements) => found(timed({ movements, offBeat: 0 }, { deviationMs: 10 })).biasErrorMs,
    );
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    expect(errors.at(-1)).toBeGreaterThan(19);
  });

  test('is less certain if movements are late or early together', () => {
    const alone = found(timed({ movements: 96, jitterMs: 40 })).biasErrorMs;
    const together = found(timed({ movements: 96, jitterMs: 10, phraseMs: 40 })).biasErrorMs;
    expect(together).toBeGreaterThan(1.4 * alone);
  });

  test('of movements only between the beats is half a beat', () => {
    const { biasMs } = found(timed({ biasMs: 250, offBeat: 0 }));
    expect(Math.abs(biasMs)).toBeGreaterThan(235);
  });

  test('is the same for the same movements', () => {
    expect(timed({})).toEqual(timed({}));
  });
});

describe('there is no timing', () => {
  test('of movements anywhere in the beat', () => {
    expect(timed({ jitterMs: 400 })).toBe('no-preferred-time');
  });

  test('of movements as often between the beats as on them, early or late', () => {
    expect(timed({ offBeat: 0.5, biasMs: 125, movements: 60 })).toBe('timing-too-uncertain');
  });

  test('of movements at another tempo', () => {
    const movements = simulatedMovements({ ...usual, movements: 60, jitterMs: 15 }, 1);
    // A fifth of a beat per minute faster: a quarter of a beat over the clip.
    const phases = movements.map(({ timeMs }) => timeMs / 498);
    const drifting = movements.map((movement, i) => {
      const phase = phases[i] ?? Number.NaN;
      return { ...movement, phase: phase - Math.round(phase) };
    });
    expect(timingOfClip(drifting, timingModel(498), 0)).toBe('timing-drifts');
  });

  test('of movements that repeat themselves, and fit many tempos for that reason', () => {
    const rhythm = [0, 330, 1130, 1480, 2290, 2750, 3480];
    const times = Array.from({ length: 12 }, (_, k) => rhythm.map((at) => 4000 * k + at)).flat();
    // Beats of which a whole number has the length of the rhythm.
    const fits = Array.from({ length: 12 }, (_, k) => {
      const model = timingModel(4000 / (k + 5));
      const movements = times.map((timeMs): TimedMovement => {
        const beats = timeMs / model.periodMs;
        return { timeMs, phase: beats - Math.round(beats) };
      });
      const alone = estimateTiming(
        movements.map(({ phase }) => phase),
        model,
      );
      const timing = timingOfClip(movements, model, 0);
      return { alone: alone.evidence > 3, beside: typeof timing !== 'string' };
    });
    expect(fits.filter(({ alone }) => alone).length).toBeGreaterThan(5);
    expect(fits.filter(({ beside }) => beside).length).toBeLessThan(4);
  });
});

describe('the timing of a phrase', () => {
  const clip = found(timed({ biasMs: 60 }));
  const ofPhrase = (movements: number, biasMs: number): ReturnType<typeof timingOfPhrase> => {
    const dancer = { ...usual, movements, biasMs, jitterMs: 20, offBeat: 0 };
    return timingOfPhrase(simulatedMovements(dancer, 3), timingModel(500), {
      clip,
      deviationMs: 5,
    });
  };

  test('needs few movements, because that of the clip is known', () => {
    const { biasMs, biasErrorMs } = found(ofPhrase(6, 60));
    expect(Math.abs(biasMs - 60)).toBeLessThan(biasErrorMs);
    expect(biasErrorMs).toBeLessThan(45);
  });

  test('can differ from that of the clip', () => {
    const { biasMs, biasErrorMs } = found(ofPhrase(8, -50));
    expect(Math.abs(biasMs + 50)).toBeLessThan(biasErrorMs);
  });
});
