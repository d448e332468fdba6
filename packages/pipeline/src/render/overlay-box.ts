import { setImmediate } from 'node:timers/promises';
import { type OverlayRequest, overlayAreas, type PixelArea } from '@dance-pose/overlay';

/** Number of frames, a fifth of a millisecond each, between two yields to the event loop. */
const framesPerTurn = 64;

/**
 * The bounding box of everything that is drawn into any frame, expanded to even numbers: only this area is drawn, read
 * and passed to FFmpeg. If nothing is drawn, it is the smallest possible box.
 * @throws the signal's reason when aborted.
 */
export async function overlayBox(
  overlays: Iterable<OverlayRequest>,
  signal: AbortSignal,
): Promise<PixelArea> {
  let box: PixelArea | undefined;
  let count = 0;
  for (const overlay of overlays) {
    for (const area of overlayAreas(overlay)) box = box ? union(box, area) : area;
    count += 1;
    if (count % framesPerTurn !== 0) continue;
    await setImmediate();
    signal.throwIfAborted();
  }
  return box ? evenArea(box) : { x: 0, y: 0, width: 2, height: 2 };
}

/** Expands an area to even numbers, as the chroma of 4:2:0 video requires. */
export function evenArea({ x, y, width, height }: PixelArea): PixelArea {
  const [left, top] = [x - (x % 2), y - (y % 2)];
  const [right, bottom] = [x + width, y + height];
  return {
    ...{ x: left, y: top },
    ...{ width: right + (right % 2) - left, height: bottom + (bottom % 2) - top },
  };
}

function union(a: PixelArea, b: PixelArea): PixelArea {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
