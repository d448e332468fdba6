import { createRandom, type Random } from './random.ts';

export const faultKinds = [
  'worker-killed',
  'worker-stopping',
  'worker-frozen',
  'ffmpeg-killed',
  'api-killed',
  'redis-killed',
  'redis-cut',
  'redis-silent',
  'redis-slow',
  'store-away',
  'disk-full',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface PlannedFault {
  readonly kind: FaultKind;
  /** From the start of the run. */
  readonly atMs: number;
  /** How long it lasts; of no meaning for what is killed, apart from Redis, which is away for so long. */
  readonly holdMs: number;
  /** Which worker it hits, */
  readonly worker: number;
  /** or the next one from there on that is at work, if any. */
  readonly atWork: boolean;
}

export const inputNames = ['dance', 'mirrored', 'picture', 'junk', 'sound', 'torn'] as const;
export type InputName = (typeof inputNames)[number];

export interface PlannedJob {
  readonly name: string;
  readonly input: InputName;
  readonly atMs: number;
  /** What its client wants in the end. */
  readonly wish: 'result' | 'cancelled' | 'deleted';
  /** How long after the submission the client says so. */
  readonly wishAfterMs: number;
  /** The upload rests so long after each quarter. */
  readonly restMs: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly jobs: number;
  readonly workers: number;
  readonly durationMs: number;
  /** The longest outage of Redis or the store. */
  readonly longestMs: number;
  /** Mean time from fault to fault. */
  readonly everyMs: number;
  /** What can fail here. */
  readonly kinds: readonly FaultKind[];
}

export interface Plan {
  readonly jobs: readonly PlannedJob[];
  readonly faults: readonly PlannedFault[];
}

/** What happens when; all of it follows from the seed. */
export function makePlan(options: PlanOptions): Plan {
  const random = createRandom(options.seed);
  return { jobs: planJobs(options, random), faults: planFaults(options, random) };
}

function planJobs({ jobs, durationMs }: PlanOptions, random: Random): PlannedJob[] {
  const inputs = deck(random, jobs, [
    ...['dance', 'dance', 'dance', 'mirrored', 'mirrored', 'picture'],
    ...['junk', 'sound', 'torn'],
  ] as InputName[]);
  const wishes = deck(random, jobs, [
    ...['result', 'result', 'result', 'result', 'result', 'result'],
    ...['cancelled', 'deleted'],
  ] as PlannedJob['wish'][]);
  return inputs.map((input, i) => ({
    name: `job ${i + 1}`,
    input,
    atMs: Math.round((0.8 * durationMs * i) / jobs),
    wish: wishes[i] ?? 'result',
    wishAfterMs: Math.round(random.between(0, 6000)),
    restMs: random.chance(0.3) ? Math.round(random.between(100, 500)) : 0,
  }));
}

/** Outages are no longer than this, */
const usualMs = 4000;
/** but once in a run each of these lasts as long as outages may. */
const longOnce: readonly FaultKind[] = ['redis-cut', 'store-away'];

function planFaults(options: PlanOptions, random: Random): PlannedFault[] {
  const { workers, durationMs, longestMs, everyMs, kinds } = options;
  const count = Math.floor((0.9 * durationMs) / everyMs);
  const planned = deck(random, count, kinds).map((kind, i) => ({
    kind,
    atMs: Math.round((i + random.between(0.2, 1)) * everyMs),
    holdMs: Math.round(random.between(500, usualMs)),
    worker: Math.floor(random.between(0, workers)),
    atWork: random.chance(0.7),
  }));
  const long = longOnce.map((kind) => random.pick(planned.filter((fault) => fault.kind === kind)));
  return planned.map((fault) => (long.includes(fault) ? { ...fault, holdMs: longestMs } : fault));
}

/** As many cards as wanted from shuffled decks, so that each comes up before one comes again. */
function deck<T>(random: Random, count: number, cards: readonly T[]): T[] {
  const drawn: T[] = [];
  while (drawn.length < count) drawn.push(...random.shuffle(cards));
  return drawn.slice(0, count);
}
