import { setImmediate } from 'node:timers/promises';
import { type OverlayRequest, overlayAreas, type PixelArea } from '@dance-pose/overlay';

/** How many frames are looked at, a fifth of a millisecond each, before others get their turn. */
const framesAtOnce = 64;

/**
 * The box around everything that will be drawn into any frame, grown to even pixels: only that much is
 * drawn on, read, and handed to FFmpeg. Where nothing is drawn, the smallest box there is.
 * @throws the signal's reason when aborted.
 */
export async function overlayBox(
  overlays: Iterable<OverlayRequest>,
  signal: AbortSignal,
): Promise<PixelArea> {
  let box: PixelArea | undefined;
  let count = 0;
  for (const overlay of overlays) {
    for (const area of overlayAreas(overlay)) box = box ? around(box, area) : area;
    count += 1;
    if (count % framesAtOnce !== 0) continue;
    await setImmediate();
    signal.throwIfAborted();
  }
  return box ? evenArea(box) : { x: 0, y: 0, width: 2, height: 2 };
}

/** The area grown until its sides are even, as those of film are, whose colours are stored for 2×2 pixels. */
export function evenArea({ x, y, width, height }: PixelArea): PixelArea {
  const [left, top] = [x - (x % 2), y - (y % 2)];
  const [right, bottom] = [x + width, y + height];
  return {
    ...{ x: left, y: top },
    ...{ width: right + (right % 2) - left, height: bottom + (bottom % 2) - top },
  };
}

function around(a: PixelArea, b: PixelArea): PixelArea {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
