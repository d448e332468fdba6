// `pnpm bench:segments --clip FILE [--model full] [--threads 2] [--engine native]`
// What several engine threads on one clip gain, and how far the landmarks are from those of one.
import { parseArgs } from 'node:util';
import { poseEngineChoices } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
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
const engine = poseEngineChoices.find((choice) => choice === values.engine);
if (values.clip === undefined || engine === undefined) throw new Error('Say --clip FILE');

await using folder = await createTempFolder('bench-segments');
const how = { clip: values.clip, model: values.model, engine, folder: folder.path };
// The first of them also compiles and fills caches, so its time does not count.
await track(how, 1);
const alone = await track(how, 1);
const together = await track(how, Number(values.threads));
const { width, height, frameCount } = alone.landmarks.source;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
process.stdout.write(
  `${values.clip}, ${width} × ${height}, ${frameCount} frames, ${values.model}, ${engine}: ` +
    `one thread ${seconds(alone.ms)}, ${values.threads} threads ${seconds(together.ms)}, ${(alone.ms / together.ms).toFixed(2)} times as fast\n`,
);
for (const row of compareAfterSeams(alone.landmarks, together.landmarks)) {
  const { frames, median, high, most, lost } = row;
  process.stdout.write(
    `after a seam, frames ${frames}: median ${median.toFixed(2)} px, 99 % ${high.toFixed(2)} px, most ${most.toFixed(1)} px; person or nobody differs in ${lost}\n`,
  );
}
