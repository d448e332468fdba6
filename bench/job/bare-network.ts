// Cost of the landmark network alone: `node bare-network.ts MODEL.task RUNS`. Prints one line of JSON: milliseconds of
// processor time per run, on one thread, without cropping and without postprocessing.
import { readFile } from 'node:fs/promises';
import { openNetworks } from '../../packages/pose/src/native/pose-networks.ts';
import { ThreadGate } from '../../packages/pose/src/thread-gate.ts';

const [modelPath = '', runs = '100'] = process.argv.slice(2);
const { landmarker } = await openNetworks(
  new Uint8Array(await readFile(modelPath)),
  new ThreadGate(),
);
// Noise: a network could be faster on zeros.
for (const at of landmarker.input.keys()) landmarker.input[at] = Math.random();
for (let run = 0; run < 10; run++) await landmarker.run();
const before = process.cpuUsage();
for (let run = 0; run < Number(runs); run++) await landmarker.run();
const { user, system } = process.cpuUsage(before);
const runMs = (user + system) / 1000 / Number(runs);
process.stdout.write(`${JSON.stringify({ runMs })}\n`);
