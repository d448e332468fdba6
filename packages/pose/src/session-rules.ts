import { frameBytes } from '@dance-pose/contracts';
import type { Detection, PoseSession, PoseSettings, RawFrame } from './pose-engine.ts';

/** What an engine itself does for one clip. */
export interface FrameReader {
  read(frame: RawFrame, timeMs: number, resync: boolean): Promise<Detection>;
  /** Ends everything at once; a `read` under way is rejected. Called once. */
  close(): Promise<void>;
}

/**
 * A session as the port promises it, whatever engine is inside: frames are checked, come one at a time and
 * in order, and abort and dispose close the reader.
 */
export function ruledSession(
  reader: FrameReader,
  mode: PoseSettings['mode'],
  signal: AbortSignal,
): PoseSession {
  let closing: Promise<void> | undefined;
  let isReading = false;
  let lastTimeMs = Number.NEGATIVE_INFINITY;

  const close = (): Promise<void> => {
    closing ??= reader.close();
    return closing;
  };
  const onAbort = (): void => void close();
  signal.addEventListener('abort', onAbort);

  const checkOrder = (timeMs: number): void => {
    if (closing !== undefined) throw new Error('This pose session is closed.');
    if (isReading) throw new Error('The frame before is still being looked at: one at a time.');
    if (mode === 'image') return;
    if (timeMs >= 0 && timeMs > lastTimeMs) return;
    throw new Error(`Times start at 0 and grow: ${timeMs} ms came after ${lastTimeMs} ms.`);
  };

  return {
    async detect(frame, timeMs, resync = false) {
      signal.throwIfAborted();
      checkOrder(timeMs);
      checkFrame(frame);
      lastTimeMs = timeMs;
      isReading = true;
      try {
        return await reader.read(frame, timeMs, resync);
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      } finally {
        isReading = false;
      }
    },
    [Symbol.asyncDispose]: () => {
      signal.removeEventListener('abort', onAbort);
      return close();
    },
  };
}

function checkFrame({ data, width, height, pixels }: RawFrame): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new Error(`A frame has whole pixels; this one is ${width}×${height}.`);
  }
  const { layout } = pixels;
  if (layout === 'yuv420p' && (width % 2 === 1 || height % 2 === 1)) {
    throw new Error(`The sides of a ${layout} frame are even; this one is ${width}×${height}.`);
  }
  const expected = frameBytes({ width, height }, pixels);
  if (data.byteLength === expected) return;
  throw new Error(
    `A frame of ${width}×${height} in ${layout} has ${expected} bytes; this one has ${data.byteLength}.`,
  );
}
