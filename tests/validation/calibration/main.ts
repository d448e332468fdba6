// `pnpm calibrate`: fits the error model on the clips of the set "fit" and writes its tables.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCalibration } from '@dance-pose/movement';
import { corpus } from '../corpus.ts';
import { fitAngleErrors } from './angle-errors.ts';
import { errorShape } from './error-shape.ts';
import { fitCalibration } from './fit.ts';
import { type Observed, observe } from './observe.ts';

const here = join(import.meta.dirname, '..');
const write = (name: string, source: string): Promise<void> => writeFile(join(here, name), source);

const observed: Observed[] = [];
for await (const clip of corpus(['fit'])) observed.push(await observe(clip));
const observations = observed.flatMap(({ metrics }) => metrics);
const calibration = fitCalibration(observations);
const table = formatCalibration(calibration);
await write(
  '../../packages/movement/src/errors/calibration-table.ts',
  `/** Made by \`pnpm calibrate\`; read by \`parseCalibration\`. */\nexport const calibrationTable = \`\n${table}\n\`;\n`,
);
const factors = Object.entries(fitAngleErrors(observed.map(({ angles }) => angles)));
await write(
  '../../packages/movement/src/errors/angle-error-factors.ts',
  `/** Made by \`pnpm calibrate\`: degrees per unit of \`expectedAngleError\`. */
export const angleErrorFactors = {
${factors.map(([joint, factor]) => `  '${joint}': ${Number(factor.toPrecision(3))},`).join('\n')}
} as const;
`,
);
const shape = errorShape(observations, calibration).map(
  ([probability, share]) => `  [${probability}, ${Number(share.toPrecision(2))}],`,
);
await write(
  'error-shape.ts',
  `/** Made by \`pnpm calibrate\`: probabilities, and half-widths of their intervals as shares of the error. */
export const errorShape = [
${shape.join('\n')}
] as const;
`,
);
