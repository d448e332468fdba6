// `pnpm bench:segments --clip FILE [--model full] [--threads 2] [--engine native]`
// Measures the gain from several engine threads on one clip, and the distance of the landmarks from those of one thread.
import { parseArgs } from 'node:util';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { decodedBefore, probeFile } from '@dance-pose/video';
import { planSegments } from '../../packages/pipeline/src/track/plan-segments.ts';
import { engineChoice } from '../analyse-timed.ts';
import { compareAfterSeams } from './seams.ts';
import { track } from './tracker.ts';

const { values } = parseArgs({
  options: {
    clip: { type: 'string' },
    model: { type: 'string', default: 'full' },
    threads: { type: 'string', default: '2' },
    engine: { type: 'string', default: 'native' },
  },
});
if (values.clip === undefined) throw new Error('Missing option: --clip FILE');
const engine = engineChoice(values.engine);

await using folder = await createTempFolder('bench-segments');
const configuration = { clip: values.clip, model: values.model, engine, folder: folder.path };
// The first run also compiles and fills caches, so its time does not count.
await track(configuration, 1);
const alone = await track(configuration, 1);
const together = await track(configuration, Number(values.threads));
const { width, height, frameCount } = alone.landmarks.source;
process.stdout.write(
  `${values.clip}, ${width} × ${height}, ${frameCount} frames, ${values.model}, ${engine}: ` +
    `one thread ${alone.seconds.toFixed(1)} s, ${values.threads} threads ${together.seconds.toFixed(1)} s, ${(alone.seconds / together.seconds).toFixed(2)} times as fast\n`,
);
const signal = new AbortController().signal;
const limits = defaultMediaLimits;
const file = await probeFile(values.clip, { fileName: values.clip, limits, signal });
const seams = planSegments(frameCount, Number(values.threads), (at) => decodedBefore(file, at))
  .slice(1)
  .map(({ first }) => first);
const differences = together.landmarks.segments?.length ?? 0;
process.stdout.write(
  `${seams.length} seams; another track begins after ${Math.max(0, differences - 1)} of them\n`,
);
for (const row of compareAfterSeams(alone.landmarks, together.landmarks, seams)) {
  const { frames, median, high, most, lost } = row;
  process.stdout.write(
    `after a seam, frames ${frames}: median ${median.toFixed(2)} px, p99 ${high.toFixed(2)} px, max ${most.toFixed(1)} px; only one detects a person in ${lost}\n`,
  );
}
