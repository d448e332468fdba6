import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ErrorCode,
  fileRefusals,
  jobOptionsSchema,
  type MediaLimits,
  UserError,
} from '@dance-pose/contracts';
import { type Analysis, analyseFile } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';

/** Result of processing a file. */
export type Outcome =
  | { readonly kind: 'processed'; readonly analysis: Analysis }
  | { readonly kind: 'refused'; readonly error: UserError }
  /** Any other exception: a bug of ours. */
  | { readonly kind: 'broken'; readonly error: unknown };

/** The outcome as one word, for tables. */
export const wordFor = (outcome: Outcome): ErrorCode | 'processed' | 'broken' =>
  outcome.kind === 'refused' ? outcome.error.code : outcome.kind;

export interface Attempt {
  readonly outcome: Outcome;
  readonly tookMs: number;
  /** Files that the pipeline left besides the listed artifacts. */
  readonly leftovers: readonly string[];
}

export interface AttemptOptions {
  readonly limits: MediaLimits;
  /** Time after which the file counts as hanging. */
  readonly deadlineMs: number;
  /** Inspects the results before they are removed. */
  readonly inspect?: (folder: string) => Promise<void>;
}

/** Finds no person; the model is not tested here. */
const engine = createScriptedEngine(() => []);
const options = jobOptionsSchema.parse({ encode: { preset: 'ultrafast', maxHeight: 144 } });

/** Runs one file through the whole pipeline like a worker, except for the model. */
export async function attempt(
  inputPath: string,
  { limits, deadlineMs, inspect }: AttemptOptions,
): Promise<Attempt> {
  await using out = await createTempFolder('hostile');
  const request = { inputPath, fileName: 'clip.mp4', outDir: out.path, options, limits };
  const deadline = AbortSignal.timeout(deadlineMs);
  const context = { engine, signal: deadline, onProgress: () => {}, onProbed: () => {} };
  const startedAt = performance.now();
  const outcome = await analyseFile(request, context).then(
    (analysis): Outcome => ({ kind: 'processed', analysis }),
    toOutcome,
  );
  const tookMs = performance.now() - startedAt;
  await inspect?.(out.path);
  const listed =
    outcome.kind === 'processed'
      ? outcome.analysis.artifacts.map(({ name }) => name as string)
      : [];
  const leftovers = (await readdir(out.path)).filter((name) =>
    outcome.kind === 'processed' ? !listed.includes(name) : name.endsWith('.part'),
  );
  return { outcome, tookMs, leftovers: leftovers.map((name) => join(out.path, name)) };
}

/** True for the codes with which a file may be refused: it is to blame, or it takes too long. */
const mayRefuse = (code: ErrorCode): boolean =>
  fileRefusals.has(code) || code === 'processing-timeout';

function toOutcome(error: unknown): Outcome {
  return error instanceof UserError && mayRefuse(error.code)
    ? { kind: 'refused', error }
    : { kind: 'broken', error };
}
