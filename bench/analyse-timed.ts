import {
  defaultMediaLimits,
  jobOptionsSchema,
  type PoseEngineChoice,
  poseEngineChoices,
} from '@dance-pose/contracts';
import { type Analysis, analyseFile } from '@dance-pose/pipeline';
import { createPoseEngine, defaultModelCacheDir } from '@dance-pose/pose';

export interface TimedAnalysis {
  readonly analysis: Analysis;
  /** Seconds of each stage, in order. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** @throws if there is no such engine. */
export function engineChoice(name: string): PoseEngineChoice {
  const choice = poseEngineChoices.find((one) => one === name);
  if (choice === undefined) throw new Error(`Unknown engine: ${name}`);
  return choice;
}

/** Runs one clip through our pipeline into an existing folder, with the given engine and no fallback. */
export async function analyseTimed(request: {
  readonly clip: string;
  readonly model: string;
  readonly engine: PoseEngineChoice;
  readonly engineThreads: number;
  readonly outDir: string;
}): Promise<TimedAnalysis> {
  const { clip, model, outDir, engineThreads } = request;
  const engine = createPoseEngine(request.engine, {
    cacheDir: defaultModelCacheDir(process.env),
    onFallback: (reason) => {
      throw reason;
    },
  });
  const clock = stageClock();
  const options = jobOptionsSchema.parse({ model });
  const analysis = await analyseFile(
    { inputPath: clip, fileName: 'clip.mp4', outDir, options, limits: defaultMediaLimits },
    {
      ...{ engine, engineThreads, signal: new AbortController().signal },
      onProbed: () => {},
      onProgress: ({ stage }) => clock.enter(stage),
    },
  );
  clock.enter('');
  return { analysis, seconds: clock.seconds };
}

/** Counts the time from the start of a stage to the start of the next one. */
function stageClock() {
  const seconds: Record<string, number> = {};
  let stage = '';
  let started = performance.now();
  return {
    seconds,
    enter(next: string): void {
      if (next === stage) return;
      const now = performance.now();
      if (stage !== '') seconds[stage] = (seconds[stage] ?? 0) + (now - started) / 1000;
      [stage, started] = [next, now];
    },
  };
}
