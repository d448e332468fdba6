import type {
  JobProgress,
  JobSource,
  JobStage,
  PoseModel,
  StageProgress,
} from '@dance-pose/contracts';

/** What tracking takes of the whole, in percent: the heavier the network, the more. Measured on 1080p clips. */
const trackShare: Readonly<Record<PoseModel, number>> = { lite: 45, full: 58, heavy: 78 };

const fixedShares = { fetch: 2, probe: 1, analyse: 2, store: 3 } as const;

/** What each stage takes of the whole, in percent and in their order. */
type StageShares = Readonly<Record<JobStage, number>>;

/** Stages that a job leaves out which goes on from another one's landmarks. */
const leftOut = {
  rendering: ['track'],
  reanalysis: ['probe', 'track', 'render'],
} as const satisfies Record<NonNullable<JobSource['basedOn']>['how'], readonly JobStage[]>;

export function stageShares(model: PoseModel, how?: keyof typeof leftOut): StageShares {
  const { fetch, probe, analyse, store } = fixedShares;
  const track = trackShare[model];
  const render = 100 - fetch - probe - track - analyse - store;
  const shares: StageShares = { fetch, probe, track, analyse, render, store };
  const missing: readonly JobStage[] = how === undefined ? [] : leftOut[how];
  const left = missing.reduce((sum, stage) => sum - shares[stage], 100);
  const scaled = Object.entries(shares).map(([stage, share]) => [
    stage,
    missing.includes(stage as JobStage) ? 0 : (100 * share) / left,
  ]);
  return Object.fromEntries(scaled) as StageShares;
}

/** Less than this says nothing about speed. */
const tooEarlyMs = 1000;

const hasFrames = (stage: JobStage): boolean =>
  stage === 'track' || stage === 'analyse' || stage === 'render';

/**
 * Turns the progress of stages into that of the whole job. The percentage never goes back.
 * @param now a clock in milliseconds.
 */
export function createProgressMeter(
  shares: StageShares,
  now: () => number,
): (share: StageProgress) => JobProgress {
  const startedMs = now();
  let stageStartedMs = startedMs;
  let stageBefore: JobStage | undefined;
  let percentBefore = 0;
  return ({ stage, done, total }) => {
    const nowMs = now();
    if (stage !== stageBefore) stageStartedMs = nowMs;
    stageBefore = stage;
    const percent = Math.max(percentBefore, percentOf(shares, stage, total > 0 ? done / total : 0));
    percentBefore = percent;
    return {
      stage,
      percent,
      framesDone: hasFrames(stage) ? done : 0,
      framesTotal: hasFrames(stage) ? total : 0,
      framesPerSecond: hasFrames(stage) ? speed(done, nowMs - stageStartedMs) : null,
      etaSeconds: timeLeft(percent, nowMs - startedMs, shares.fetch + shares.probe),
    };
  };
}

function percentOf(shares: StageShares, stage: JobStage, fraction: number): number {
  let before = 0;
  for (const [name, share] of Object.entries(shares)) {
    if (name === stage) return Math.round(10 * (before + share * Math.min(1, fraction))) / 10;
    before += share;
  }
  return before;
}

function speed(frames: number, elapsedMs: number): number | null {
  if (frames === 0 || elapsedMs < tooEarlyMs) return null;
  return Math.round((10 * frames * 1000) / elapsedMs) / 10;
}

/** @param before percent that say nothing about the speed of the rest. */
function timeLeft(percent: number, elapsedMs: number, before: number): number | null {
  if (percent >= 100) return 0;
  if (percent <= before || elapsedMs < tooEarlyMs) return null;
  return Math.ceil((elapsedMs * (100 - percent)) / percent / 1000);
}
