// Runs one clip through our pipeline in its own process: `node ours.ts ENGINE MODEL THREADS CLIP FOLDER`.
// Prints one line of JSON: the engine, frames, and seconds of each stage.
import { analyseTimed, engineChoice } from '../analyse-timed.ts';

const [engineName = '', model = '', threads = '1', clip = '', outDir = ''] = process.argv.slice(2);
const { analysis, seconds } = await analyseTimed({
  ...{ clip, model, outDir },
  engine: engineChoice(engineName),
  engineThreads: Number(threads),
});
const { engine, framesAnalysed: frames } = analysis.summary;
process.stdout.write(`${JSON.stringify({ engine, frames, seconds })}\n`);
