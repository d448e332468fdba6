// `pnpm bench:job --clip FILE [--model heavy] [--runs 5] [--python python3] [--peers original,native-2]`
// Compares one whole job of ours with the original app's pipeline and a plain transcode, alternately.
import { readdir } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareModels } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import {
  frameCountOf,
  network,
  original,
  ours,
  type Peer,
  type PeerOptions,
  transcode,
} from './peers.ts';
import { medians, toTable } from './report.ts';

const { values } = parseArgs({
  options: {
    clip: { type: 'string' },
    model: { type: 'string', default: 'heavy' },
    runs: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
    peers: { type: 'string', default: 'original,transcode,network,mediapipe-1,native-1,native-2' },
  },
});
if (values.clip === undefined) throw new Error('Missing option: --clip FILE');

function peerOf(name: string, options: PeerOptions): Peer {
  if (name === 'original') return original(options);
  if (name === 'transcode') return transcode(options);
  if (name === 'network') return network(options);
  const [engine = '', threads] = name.split('-');
  return ours(engine, Number(threads), options);
}

await using folder = await createTempFolder('bench-job');
const { clip, model, python } = values;
await prepareModels(folder.path);
const bundle = (await readdir(folder.path)).find((name) => name.startsWith(`pose-${model}-`));
if (bundle === undefined) throw new Error(`There is no model ${model}`);
const modelPath = join(folder.path, bundle);
const options: PeerOptions = { clip, model, modelPath, folder: folder.path, python };
const peers = values.peers.split(',').map((name) => peerOf(name, options));
const runs = new Map(peers.map((peer) => [peer, [] as Awaited<ReturnType<Peer['run']>>[]]));
// Alternately, so that other load on the machine affects all of them equally.
for (let round = 0; round < Number(values.runs); round += 1) {
  for (const [peer, done] of runs) {
    done.push(await peer.run());
    process.stderr.write(`${round + 1}: ${peer.name} ${done.at(-1)?.wallSeconds.toFixed(1)} s\n`);
  }
}
const frames = await frameCountOf(clip);
const rows = [...runs].map(([{ name, isFloor }, done]) => ({ name, isFloor, ...medians(done) }));
const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
process.stdout.write(
  `${clip}: ${frames} frames, ${model}; ${values.runs} alternating runs; ${machine}, load ${loadavg()[0]?.toFixed(1)} at the end.\n\n${toTable(rows, frames)}`,
);
