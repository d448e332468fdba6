import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { createScriptedEngine, type PoseScript } from '@dance-pose/pose';
import { runProgram } from '../program.ts';

const nobody: PoseScript = () => [];

const unasked = (): never => {
  throw new Error('not asked for here');
};

interface Surroundings {
  readonly script?: PoseScript;
  readonly signal?: AbortSignal;
}

/**
 * Runs one command line with a scripted engine, which is named after `--engine`. Resolves with the exit code and the
 * output.
 */
export async function dancePose(
  args: readonly string[],
  { script = nobody, signal = new AbortController().signal }: Surroundings = {},
): Promise<{ code: number; out: string; err: string }> {
  const streams = { out: new PassThrough(), err: new PassThrough() };
  const output = Promise.all([text(streams.out), text(streams.err)]);
  const code = await runProgram(args, {
    terminal: { ...streams, isInteractive: false },
    limits: defaultMediaLimits,
    service: { url: undefined, apiKey: undefined, apiKeyFile: undefined },
    signal,
    doctor: {
      ...{ variables: {}, inspectRedis: unasked, inspectS3: unasked, prepareModels: unasked },
      ...{ openStore: unasked, modelCacheDir: () => '', createEngine: unasked },
    },
    initStorage: unasked,
    createEngine: (choice) => ({ ...createScriptedEngine(script), name: choice ?? 'scripted' }),
    engineThreads: 1,
  });
  streams.out.end();
  streams.err.end();
  const [out, err] = await output;
  return { code, out, err };
}
