// `pnpm calibrate`: fits the error model on the clips of the set "fit" and writes its table.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCalibration } from '@dance-pose/movement';
import { corpus } from '../corpus.ts';
import { fitCalibration, type Observation } from './fit.ts';
import { observe } from './observe.ts';

const path = join(
  import.meta.dirname,
  '../../../packages/movement/src/errors/calibration-table.ts',
);

const observations: Observation[] = [];
for await (const clip of corpus(['fit'])) observations.push(...(await observe(clip)));
const table = formatCalibration(fitCalibration(observations));
await writeFile(
  path,
  `/** Made by \`pnpm calibrate\`; read by \`parseCalibration\`. */\nexport const calibrationTable = \`\n${table}\n\`;\n`,
);
