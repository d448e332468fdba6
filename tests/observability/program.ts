import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a program that runs until it is disposed, or until this process exits. */
export async function startProgram(
  command: string,
  args: readonly string[],
): Promise<AsyncDisposable> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const timer = setTimeout(end, 5000);
      await ended;
      clearTimeout(timer);
      process.off('exit', end);
    },
  };
}
