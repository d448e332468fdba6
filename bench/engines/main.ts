// `pnpm bench:engines [lite full heavy] [--clip file] [--frames 60] [--rounds 5]`: cost of a frame for the native engine
// and for MediaPipe's own, in a video with a tracked person, one thread each. They alternate frame by frame, so that both
// have the same load beside them. Without `--clip` the drawn dancer is used, at 1080 × 1920.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { poseModels } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { median } from '../quantile.ts';
import { type Cost, measureEngines } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clip: { type: 'string' },
    frames: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '5' },
  },
});
const models = poseModels.filter(
  (model) => positionals.length === 0 || positionals.includes(model),
);

const row = (...cells: readonly string[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`);
const ms = (value: number): string => value.toFixed(1);
const medianOf = (costs: readonly Cost[], which: keyof Cost): number =>
  median(costs.map((cost) => cost[which]));

await using folder = await createTempFolder('bench-engines');
const clip = values.clip ?? join(folder.path, 'dance.mp4');
if (values.clip === undefined) {
  const dance = createDance({ width: 1080, height: 1920, fps: 30, counts: 4 });
  await renderDance({ dance, outPath: clip, signal: new AbortController().signal });
}
const heads = ['model', 'engine', 'wall ms', 'processor ms', 'times as fast'];
row(...heads);
row(...heads.map(() => '---'));
for (const model of models) {
  const asked = { model, frames: Number(values.frames), rounds: Number(values.rounds) };
  const { mediapipe, native } = await measureEngines(clip, asked);
  row(
    model,
    'mediapipe',
    ms(medianOf(mediapipe, 'wallMs')),
    ms(medianOf(mediapipe, 'processorMs')),
    '',
  );
  const ratios = native.map(
    (cost, round) => (mediapipe[round]?.processorMs ?? 0) / cost.processorMs,
  );
  const [wall, processor] = [medianOf(native, 'wallMs'), medianOf(native, 'processorMs')];
  row(model, 'native', ms(wall), ms(processor), median(ratios).toFixed(1));
}
