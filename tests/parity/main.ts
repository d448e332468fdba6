// `pnpm parity [lite full heavy] [--seconds 5] [--only name] [--mode image] [--run 5] [--itself]`: how far the native
// engine's landmarks are from those of its reference, on every clip of the test data: the first seconds of each, or all of
// it with `--seconds all`. `--mode image` looks at each frame afresh; `--run 5` lets both engines begin anew after every
// five frames of a video; `--itself` tells as well how far the reference is from itself when the lowest bits of one row of
// each frame change.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { poseModels, UserError } from '@dance-pose/contracts';
import { testdata } from '../measurements/testdata-folder.ts';
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
const asked = { ...trim, ...mode, ...run, withItself: values.itself } as const;

const row = (...cells: readonly (string | number)[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`);
const figures = (sorted: Float64Array, digits: number): string[] =>
  [0.5, 0.99, 1].map((share) => quantile(sorted, share).toFixed(digits));

function tell(name: string, model: string, { native, itself }: Parity): void {
  row(
    ...[name, model, native.frames, native.both, native.disagreed],
    ...figures(native.pixels, 2),
    ...(itself ? [itself.disagreed, ...figures(itself.pixels, 2)] : []),
    ...figures(native.metres, 4),
    ...figures(native.certainty, 3).slice(1),
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
        tell(name, model, await compareEngines(join(testdata, folder, name), { ...asked, model }));
      } catch (error) {
        // The folders also have files that the service refuses, and clips shorter than the part asked for.
        if (!(error instanceof UserError)) throw error;
        row(name, model, error.message);
        break;
      }
    }
  }
}
