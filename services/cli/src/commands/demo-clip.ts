import { rm } from 'node:fs/promises';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { ProgressLine } from '../progress-line.ts';
import { say, type Terminal } from '../terminal.ts';

export interface DemoClipDeps {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** `dance-pose demo-clip`: writes the synthetic dancer as an MP4 file with a click track. */
export async function demoClip(outPath: string, { terminal, signal }: DemoClipDeps): Promise<void> {
  const dance = createDance();
  try {
    using line = new ProgressLine(terminal);
    await renderDance({
      outPath,
      dance,
      signal,
      onProgress: (done) =>
        line.show({ label: 'Drawing the dance', done, total: dance.frameCount }),
    });
  } catch (error) {
    await rm(outPath, { force: true });
    throw error;
  }
  say(terminal.out, outPath);
}
