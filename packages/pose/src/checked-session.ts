import { frameBytes } from '@dance-pose/contracts';
import type { Detection, PoseSession, PoseSettings, RawFrame } from './pose-engine.ts';

/** The part of a session that is specific to an engine. */
export interface FrameReader {
  read(frame: RawFrame, timeMs: number, resync: boolean): Promise<Detection>;
  /** Stops at once; a `read` in progress is rejected. Called once. */
  close(): Promise<void>;
}

/**
 * Wraps a reader in a session that keeps the rules of {@link PoseSession} for every engine: it checks frames, accepts
 * one at a time and in order, and closes the reader when aborted or disposed.
 */
export function checkedSession(
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
    if (isReading)
      throw new Error('The previous frame is still in progress; detect one at a time.');
    if (mode === 'image') return;
    if (timeMs >= 0 && timeMs > lastTimeMs) return;
    throw new Error(
      `Times must start at 0 and increase: ${timeMs} ms came after ${lastTimeMs} ms.`,
    );
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
    throw new Error(`A frame must have whole pixels; this one is ${width}×${height}.`);
  }
  const { layout } = pixels;
  if (layout === 'yuv420p' && (width % 2 === 1 || height % 2 === 1)) {
    throw new Error(`The sides of a ${layout} frame must be even; this one is ${width}×${height}.`);
  }
  const expected = frameBytes({ width, height }, pixels);
  if (data.byteLength === expected) return;
  throw new Error(
    `A frame of ${width}×${height} in ${layout} must have ${expected} bytes; this one has ${data.byteLength}.`,
  );
}
