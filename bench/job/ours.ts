// One clip through our pipeline, in a process of its own: `node ours.ts ENGINE MODEL THREADS CLIP FOLDER`.
// Prints one line of JSON: the engine, frames, and seconds of each stage.
import { defaultMediaLimits, jobOptionsSchema, poseEngineChoices } from '@dance-pose/contracts';
import { analyseFile } from '@dance-pose/pipeline';
import { createPoseEngine, defaultModelCacheDir } from '@dance-pose/pose';

const [engineName = '', model = '', threads = '1', clip = '', outDir = ''] = process.argv.slice(2);
const seconds: Record<string, number> = {};
let stage = '';
let begun = performance.now();

/** The time since the last stage began belongs to that one. */
function enter(next: string): void {
  if (next === stage) return;
  const now = performance.now();
  if (stage !== '') seconds[stage] = (seconds[stage] ?? 0) + (now - begun) / 1000;
  [stage, begun] = [next, now];
}

const engineChoice = poseEngineChoices.find((choice) => choice === engineName);
if (engineChoice === undefined) throw new Error(`No engine is called ${engineName}`);

const { summary } = await analyseFile(
  {
    inputPath: clip,
    fileName: 'clip.mp4',
    outDir,
    options: jobOptionsSchema.parse({ model }),
    limits: defaultMediaLimits,
  },
  {
    engine: createPoseEngine(engineChoice, {
      cacheDir: defaultModelCacheDir(process.env),
      modelPath: undefined,
      onFallback: (reason) => {
        throw reason;
      },
    }),
    engineThreads: Number(threads),
    signal: new AbortController().signal,
    onProbed: () => {},
    onProgress: (progress) => enter(progress.stage),
  },
);
enter('');
const { engine, framesAnalysed: frames } = summary;
process.stdout.write(`${JSON.stringify({ engine, frames, seconds })}\n`);
