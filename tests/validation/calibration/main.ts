// `pnpm calibrate`: fits the error model on the clips of the set "fit" and writes its tables.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCalibration } from '@dance-pose/movement';
import { corpus } from '../corpus.ts';
import { fitAngleErrors } from './angle-errors.ts';
import { fitCalibration } from './fit.ts';
import { type Observed, observe } from './observe.ts';

const folder = join(import.meta.dirname, '../../../packages/movement/src/errors');
const write = (name: string, source: string): Promise<void> =>
  writeFile(join(folder, name), source);

const observed: Observed[] = [];
for await (const clip of corpus(['fit'])) observed.push(await observe(clip));
const table = formatCalibration(fitCalibration(observed.flatMap(({ metrics }) => metrics)));
await write(
  'calibration-table.ts',
  `/** Made by \`pnpm calibrate\`; read by \`parseCalibration\`. */\nexport const calibrationTable = \`\n${table}\n\`;\n`,
);
const factors = Object.entries(fitAngleErrors(observed.map(({ angles }) => angles)));
await write(
  'angle-error-factors.ts',
  `import type { AngleErrorFactors } from './angle-errors.ts';

/** Made by \`pnpm calibrate\`: degrees per unit of \`expectedAngleError\`. */
export const angleErrorFactors: AngleErrorFactors = {
${factors.map(([joint, factor]) => `  '${joint}': ${Number(factor.toPrecision(3))},`).join('\n')}
};
`,
);
