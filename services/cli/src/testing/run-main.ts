import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../main.ts');

export interface Said {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/**
 * The command as its user runs it, with nothing but this environment, and Node's cache of what it has compiled.
 * @param onErr called when it first says something about what it does.
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
