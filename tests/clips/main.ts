// `pnpm clips [--quick] [name …]`: the table of clips, whole and with the real model, and its figures.
import { parseArgs } from 'node:util';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { shutdownSignal } from '@dance-pose/runtime';
import { tableHead, tableRow } from './figures.ts';
import { givenClips } from './given-clips.ts';
import { longClips, ownClips } from './own-clips.ts';
import { checkClip } from './run-table.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
using shutdown = shutdownSignal();
const write = (text: string): boolean => process.stdout.write(`${text}\n`);

if (!hasTestdata) write(`Without real clips, because ${testdata} is not there.`);
const all = [...ownClips, ...longClips, ...(hasTestdata ? givenClips : [])];
const chosen = all.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
write(tableHead);
const failures: string[] = [];
for (const clip of chosen) {
  try {
    const how = { whole: !values.quick, signal: shutdown.signal };
    const { problems, figures } = await checkClip(clip, how);
    write(tableRow(clip.name, figures));
    failures.push(...problems.map((problem) => `${clip.name}: ${problem}`));
  } catch (error) {
    shutdown.signal.throwIfAborted();
    // One clip that cannot be checked must not hide what the others have to say.
    failures.push(`${clip.name}: ${error}`);
  }
}
write(`\n${chosen.length} clips, ${failures.length} problems`);
for (const failure of failures) write(failure);
if (failures.length > 0) process.exitCode = 1;
