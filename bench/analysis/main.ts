// `pnpm bench:analysis`: duration and memory of an analysis over the length of the clip.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type AnalysisCost, measureAnalysis } from './measure.ts';

const run = promisify(execFile);
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const clips = [
  [60, 30],
  [60, 60],
  [300, 30],
  [900, 30],
] as const;

/** Runs every length in its own process, so that none inherits compiled code or memory from another. */
async function compare(): Promise<void> {
  process.stdout.write('| clip | frames | processor ms | MiB of landmarks | MiB beyond them |\n');
  process.stdout.write('|---|---|---|---|---|\n');
  for (const [seconds, fps] of clips) {
    const own = ['--expose-gc', '--conditions=@dance-pose/source', import.meta.filename];
    const { stdout } = await run(process.execPath, [...own, String(seconds), String(fps)]);
    const { frames, cpuMs, landmarkBytes, workBytes } = JSON.parse(stdout) as AnalysisCost;
    const memory = `${megabytes(landmarkBytes)} | ${megabytes(workBytes)}`;
    process.stdout.write(
      `| ${seconds / 60} min, ${fps} fps | ${frames} | ${Math.round(cpuMs)} | ${memory} |\n`,
    );
  }
}

const [seconds, fps] = process.argv.slice(2).map(Number);
if (seconds === undefined || fps === undefined) await compare();
else process.stdout.write(JSON.stringify(await measureAnalysis(seconds, fps)));
