import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../main.ts');

export interface Said {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** The command as its user runs it, with nothing but this environment. */
export function runMain(args: readonly string[], env: Readonly<Record<string, string>>) {
  const command = ['--conditions=@dance-pose/source', main, ...args];
  const options = { env: { PATH: process.env.PATH, ...env }, maxBuffer: 10_000_000 };
  return new Promise<Said>((done) => {
    execFile(process.execPath, command, options, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
  });
}
