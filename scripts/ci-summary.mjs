// Says what jest's report (`--json`) comes to, with the totals as the last line. `.ci/run` ends with it.
//   node scripts/ci-summary.mjs <report> [command that failed …]
import { readFileSync } from 'node:fs';
import { summarise } from './ci/summary.mjs';

const [file = '', ...failedCommands] = process.argv.slice(2);
const { lines, isGood } = summarise(readFileSync(file, 'utf8'), failedCommands);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = isGood ? 0 : 1;
