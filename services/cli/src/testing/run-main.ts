import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../main.ts');

export interface Said {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/**
 * The command as its user runs it, with nothing but this environment.
 * @param onErr called when it first says something about what it does.
 */
export function runMain(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onErr?: () => void,
) {
  const command = ['--conditions=@dance-pose/source', main, ...args];
  const options = { env: { PATH: process.env.PATH, ...env }, maxBuffer: 10_000_000 };
  return new Promise<Said>((done) => {
    const child = execFile(process.execPath, command, options, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
    if (onErr) child.stderr?.once('data', onErr);
  });
}
