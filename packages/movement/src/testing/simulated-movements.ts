import { randomNumbers } from '../series/random.ts';
import type { TimedMovement } from '../timing/timing.ts';

export interface SimulatedDancer {
  readonly bpm: number;
  readonly movements: number;
  readonly biasMs: number;
  /** Standard deviation of every movement. */
  readonly jitterMs: number;
  /** Share of the movements between the beats. */
  readonly offBeat: number;
  /** Standard deviation of what the movements of eight beats have in common. */
  readonly phraseMs?: number;
}

/** Share of the beats with a movement on or after them. */
const share = 0.7;

/** Movements to a metronome, the same for the same seed. */
export function simulatedMovements(
  { bpm, movements, biasMs, jitterMs, offBeat, phraseMs = 0 }: SimulatedDancer,
  seed: number,
): TimedMovement[] {
  const random = randomNumbers(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const period = 60_000 / bpm;
  const moved: TimedMovement[] = [];
  let common = 0;
  for (let beat = 0; moved.length < movements; beat += 1) {
    if (beat % 8 === 0) common = phraseMs * normal();
    if (random() >= share) continue;
    const at = beat + (random() < offBeat ? 0.5 : 0);
    const timeMs = at * period + biasMs + common + jitterMs * normal();
    const phase = timeMs / period;
    moved.push({ timeMs, phase: phase - Math.round(phase) });
  }
  return moved.toSorted((a, b) => a.timeMs - b.timeMs);
}
