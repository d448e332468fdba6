// `pnpm bench:segments --clip FILE [--model full] [--threads 2] [--engine native]`
// What several engine threads on one clip gain, and how far the landmarks are from those of one.
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
if (values.clip === undefined) throw new Error('Say which clip: --clip FILE');
const engine = engineChoice(values.engine);

await using folder = await createTempFolder('bench-segments');
const how = { clip: values.clip, model: values.model, engine, folder: folder.path };
// The first of them also compiles and fills caches, so its time does not count.
await track(how, 1);
const alone = await track(how, 1);
const together = await track(how, Number(values.threads));
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
const apart = together.landmarks.segments?.length ?? 0;
process.stdout.write(
  `${seams.length} seams, after ${Math.max(0, apart - 1)} of which another track begins\n`,
);
for (const row of compareAfterSeams(alone.landmarks, together.landmarks, seams)) {
  const { frames, median, high, most, lost } = row;
  process.stdout.write(
    `after a seam, frames ${frames}: median ${median.toFixed(2)} px, 99 % ${high.toFixed(2)} px, most ${most.toFixed(1)} px; person or nobody differs in ${lost}\n`,
  );
}
