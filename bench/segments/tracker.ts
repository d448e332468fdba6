import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultMediaLimits,
  jobOptionsSchema,
  type LandmarksFile,
  type PoseEngineChoice,
} from '@dance-pose/contracts';
import { analyseFile, readLandmarks } from '@dance-pose/pipeline';
import { createPoseEngine, defaultModelCacheDir } from '@dance-pose/pose';

export interface Tracked {
  readonly landmarks: LandmarksFile;
  /** Of the track stage alone. */
  readonly ms: number;
}

/** Has a clip analysed, in a folder of its own. */
export async function track(
  how: {
    readonly clip: string;
    readonly model: string;
    readonly engine: PoseEngineChoice;
    readonly folder: string;
  },
  engineThreads: number,
): Promise<Tracked> {
  const outDir = await mkdtemp(join(how.folder, 'out-'));
  const { signal } = new AbortController();
  const engine = createPoseEngine(how.engine, {
    cacheDir: defaultModelCacheDir(process.env),
    onFallback: (reason) => {
      throw reason;
    },
  });
  const options = jobOptionsSchema.parse({ model: how.model });
  const begun = new Map<string, number>();
  await analyseFile(
    {
      ...{ inputPath: how.clip, fileName: 'clip', outDir, options },
      limits: defaultMediaLimits,
    },
    {
      ...{ engine, engineThreads, signal },
      onProbed: () => {},
      onProgress: ({ stage }) => {
        if (!begun.has(stage)) begun.set(stage, performance.now());
      },
    },
  );
  const ms = (begun.get('analyse') ?? Number.NaN) - (begun.get('track') ?? Number.NaN);
  return { landmarks: await readLandmarks(join(outDir, 'landmarks.json'), signal), ms };
}
