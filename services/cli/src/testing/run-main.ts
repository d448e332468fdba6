import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../main.ts');

export interface Said {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the command as its user does, with only this environment and Node's compile cache.
 * @param onErr called when it first writes to standard error.
 */
export function runMain(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onErr?: () => void,
) {
  const command = ['--conditions=@dance-pose/source', main, ...args];
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const options = { env: { PATH, NODE_COMPILE_CACHE, ...env }, maxBuffer: 10_000_000 };
  return new Promise<Said>((done) => {
    const child = execFile(process.execPath, command, options, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
    if (onErr) child.stderr?.once('data', onErr);
  });
}
