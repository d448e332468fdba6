// `pnpm parity [lite full heavy] [--seconds 5] [--only name] [--mode image] [--run 5] [--itself]`: compares the native
// engine's landmarks with those of its reference on every clip of the test data. By default only the first seconds of
// each; `--seconds all` takes the whole clip. `--mode image` detects in each frame independently; `--run 5` restarts both
// engines after every five frames of a video; `--itself` also compares the reference with itself after the lowest bits of
// one row of each frame were flipped.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { poseModels, UserError } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { compareEngines, type Parity, quantile } from './compare-engines.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    mode: { type: 'string' },
    run: { type: 'string' },
    itself: { type: 'boolean', default: false },
  },
});
const models = poseModels.filter(
  (model) => positionals.length === 0 || positionals.includes(model),
);
const trim =
  values.seconds === 'all' ? {} : { trim: { startMs: 0, endMs: 1000 * Number(values.seconds) } };

const mode = values.mode === 'image' ? { mode: 'image' as const } : {};
const run = values.run === undefined ? {} : { runFrames: Number(values.run) };
const settings = { ...trim, ...mode, ...run, withItself: values.itself } as const;

const row = (...cells: readonly (string | number)[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`);
const figures = (sorted: Float64Array, digits: number): string[] =>
  [0.5, 0.99, 1].map((share) => quantile(sorted, share).toFixed(digits));

function printRow(name: string, model: string, { native, itself }: Parity): void {
  row(
    ...[name, model, native.frames, native.both, native.disagreed],
    ...figures(native.pixels, 2),
    ...(itself ? [itself.disagreed, ...figures(itself.pixels, 2)] : []),
    ...figures(native.metres, 4),
    ...figures(native.confidence, 3).slice(1),
  );
}

const heads = [
  ...['clip', 'model', 'frames', 'both see a person', 'only one does'],
  ...['median px', 'p99 px', 'max px'],
  ...(values.itself ? ['itself: only one', 'median px', 'p99 px', 'max px'] : []),
  ...['median m', 'p99 m', 'max m', 'certainty p99', 'max'],
];
row(...heads);
row(...heads.map(() => '---'));
for (const folder of ['videos', 'derived']) {
  for (const name of await readdir(join(testdata, folder))) {
    if (!name.includes(values.only)) continue;
    for (const model of models) {
      try {
        printRow(
          name,
          model,
          await compareEngines(join(testdata, folder, name), { ...settings, model }),
        );
      } catch (error) {
        // The folders also contain files that the service rejects, and clips shorter than the requested part.
        if (!(error instanceof UserError)) throw error;
        row(name, model, error.message);
        break;
      }
    }
  }
}
