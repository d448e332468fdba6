/** Gives memory for one frame. */
export type TakeFrame = () => Uint8Array<ArrayBuffer>;

/**
 * Cuts a stream of raw video into frames of `frameBytes`.
 * @throws RangeError when `take` gives memory of another size, Error when the stream ends within a frame.
 */
export async function* cutFrames(
  chunks: AsyncIterable<Uint8Array>,
  frameBytes: number,
  take: TakeFrame,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let frame: Uint8Array<ArrayBuffer> | null = null;
  let filled = 0;
  for await (const chunk of chunks) {
    let used = 0;
    while (used < chunk.length) {
      frame ??= taken(take, frameBytes);
      const piece = chunk.subarray(used, used + frameBytes - filled);
      frame.set(piece, filled);
      used += piece.length;
      filled += piece.length;
      if (filled === frameBytes) {
        yield frame;
        frame = null;
        filled = 0;
      }
    }
  }
  if (filled > 0) throw new Error(`The last frame has ${filled} of ${frameBytes} bytes`);
}

function taken(take: TakeFrame, frameBytes: number): Uint8Array<ArrayBuffer> {
  const frame = take();
  if (frame.length === frameBytes) return frame;
  throw new RangeError(`A frame has ${frameBytes} bytes, the memory given for it ${frame.length}`);
}
