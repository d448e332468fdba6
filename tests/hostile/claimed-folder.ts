import { mkdir, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** An older folder belongs to a run that died. */
const staleMs = 600_000;

/** Creates a folder at a fixed path for one run at a time; waits while another run has it. */
export async function claimFolder(path: string): Promise<AsyncDisposable> {
  for (;;) {
    const made = await mkdir(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) return { [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleMs) await rm(path, { recursive: true, force: true });
    else await sleep(250);
  }
}
