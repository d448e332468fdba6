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
  /** Time from the start of the run. */
  readonly atMs: number;
  /** Duration of the fault; unused for kills, except of Redis, which stays away for this time. */
  readonly holdMs: number;
  /** Index of the worker that it hits. */
  readonly worker: number;
  /** True: hits the next active worker from that index on, if any. */
  readonly atWork: boolean;
}

export const inputNames = ['dance', 'mirrored', 'picture', 'junk', 'sound', 'torn'] as const;
export type InputName = (typeof inputNames)[number];

export interface PlannedJob {
  readonly name: string;
  readonly input: InputName;
  readonly atMs: number;
  /** Planned end of the job. */
  readonly wish: 'result' | 'cancelled' | 'deleted';
  /** Time from the submission to the client's cancel or delete request. */
  readonly wishAfterMs: number;
  /** Pause of the upload after each quarter. */
  readonly restMs: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly jobs: number;
  readonly workers: number;
  readonly durationMs: number;
  /** Longest outage of Redis or the store. */
  readonly longestMs: number;
  /** Mean time between faults. */
  readonly everyMs: number;
  /** Kinds of faults that are possible here. */
  readonly kinds: readonly FaultKind[];
}

export interface Plan {
  readonly jobs: readonly PlannedJob[];
  readonly faults: readonly PlannedFault[];
}

/** Plans jobs and faults, determined by the seed alone. */
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

/** Limit of most outages. */
const usualMs = 4000;
/** Kinds of faults that last, once per run, as long as outages may. */
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

/** Draws `count` cards from shuffled decks, so that each card occurs before one occurs again. */
function deck<T>(random: Random, count: number, cards: readonly T[]): T[] {
  const drawn: T[] = [];
  while (drawn.length < count) drawn.push(...random.shuffle(cards));
  return drawn.slice(0, count);
}
