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

/** What a file came to. */
export type Outcome =
  | { readonly kind: 'processed'; readonly analysis: Analysis }
  | { readonly kind: 'refused'; readonly error: UserError }
  /** Whatever else was thrown: a defect of ours. */
  | { readonly kind: 'broken'; readonly error: unknown };

/** The word for it in a table. */
export const wordFor = (outcome: Outcome): ErrorCode | 'processed' | 'broken' =>
  outcome.kind === 'refused' ? outcome.error.code : outcome.kind;

export interface Attempt {
  readonly outcome: Outcome;
  readonly tookMs: number;
  /** What the pipeline left besides the artifacts that it lists. */
  readonly leftovers: readonly string[];
}

export interface AttemptOptions {
  readonly limits: MediaLimits;
  /** After this long the file hangs. */
  readonly deadlineMs: number;
  /** Looks at the results before they are removed. */
  readonly inspect?: (folder: string) => Promise<void>;
}

/** Sees nobody: the model is not what is tested here. */
const engine = createScriptedEngine(() => []);
const options = jobOptionsSchema.parse({ encode: { preset: 'ultrafast', maxHeight: 144 } });

/** One file through the whole pipeline, as a worker does it, but for the model. */
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

/** What a file may be refused with: that it is to blame, or that it takes too long. */
const mayRefuse = (code: ErrorCode): boolean =>
  fileRefusals.has(code) || code === 'processing-timeout';

function toOutcome(error: unknown): Outcome {
  return error instanceof UserError && mayRefuse(error.code)
    ? { kind: 'refused', error }
    : { kind: 'broken', error };
}
