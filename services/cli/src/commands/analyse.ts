import { mkdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { MediaLimits, PoseEngineChoice } from '@dance-pose/contracts';
import {
  type AnalyseContext,
  type Analysis,
  analyseFile,
  type PipelineStage,
} from '@dance-pose/pipeline';
import type { PoseEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { moveArtifacts, requireFile } from '../files.ts';
import { type AnalyseFlags, toJobOptions } from '../options.ts';
import { ProgressLine } from '../progress-line.ts';
import { describeAnalysis } from '../summary.ts';
import { say, type Terminal } from '../terminal.ts';

export interface AnalyseDeps {
  readonly terminal: Terminal;
  readonly limits: MediaLimits;
  /** Default of `--threads`. */
  readonly engineThreads: number;
  readonly signal: AbortSignal;
  /** @param choice value of `--engine`; default: the engine that the environment sets. */
  createEngine(choice?: PoseEngineChoice): PoseEngine;
}

const stageLabels: Record<PipelineStage, string> = {
  probe: 'Reading the file',
  track: 'Finding the dancer',
  analyse: 'Measuring',
  render: 'Drawing',
};

/**
 * `dance-pose analyse`: runs the whole pipeline without a server or queue. The artifacts appear in the folder
 * together when all are complete; a failed run leaves the folder unchanged.
 */
export async function analyse(path: string, flags: AnalyseFlags, deps: AnalyseDeps): Promise<void> {
  const { terminal } = deps;
  const options = toJobOptions(flags);
  const inputPath = resolve(path);
  await requireFile(path, 'give the path of a clip');
  const outDir = resolve(flags.out);
  await mkdir(outDir, { recursive: true });
  await using work = await createTempFolder('cli', outDir);
  const request = { inputPath, fileName: basename(path), options, limits: deps.limits };
  const engine = deps.createEngine(flags.engine);
  const engineThreads = flags.threads ?? deps.engineThreads;
  const analysis = await runWithProgress(
    { ...request, outDir: work.path },
    { engine, engineThreads, terminal, signal: deps.signal },
  );
  await moveArtifacts(analysis.artifacts, work.path, outDir);
  if (flags.json) say(terminal.out, JSON.stringify({ outDir, ...analysis }, undefined, 2));
  else say(terminal.out, await describeAnalysis(analysis, { outDir, asGiven: flags.out }));
}

async function runWithProgress(
  request: Parameters<typeof analyseFile>[0],
  {
    terminal,
    ...how
  }: Pick<AnalyseContext, 'engine' | 'engineThreads' | 'signal'> & Pick<AnalyseDeps, 'terminal'>,
): Promise<Analysis> {
  using line = new ProgressLine(terminal);
  return await analyseFile(request, {
    ...how,
    onProbed: () => {},
    onProgress: ({ stage, done, total }) => line.show({ label: stageLabels[stage], done, total }),
  });
}
