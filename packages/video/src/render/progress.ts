/** Yields the number of encoded frames, from FFmpeg's `-progress` reports. */
export async function* encodedFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<number> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const frames = line.match(/^frame=\s*(\d+)/)?.[1];
      if (frames !== undefined) yield Number(frames);
    }
  }
}
