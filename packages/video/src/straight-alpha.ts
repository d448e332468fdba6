/** `table[alpha << 8 | premultiplied]` is the straight value, both 0–255. */
const table = new Uint8Array(256 * 256);
for (let alpha = 1; alpha < 256; alpha++) {
  for (let value = 0; value < 256; value++) {
    table[(alpha << 8) | value] = Math.min(255, Math.round((value * 255) / alpha));
  }
}

/**
 * Turns premultiplied RGBA into straight RGBA.
 *
 * A canvas is premultiplied, but `overlay=alpha=premultiplied` of FFmpeg 5.1 takes 16 from every value and
 * makes white 236; straight alpha it composites exactly. Done here because a drawing is nearly all
 * transparent: this looks at whole pixels and passes over the empty ones.
 * @param from the bytes of one frame, left as they are.
 * @param to as many bytes, from the start of its memory.
 */
export function toStraightAlpha(from: Uint8Array, to: Uint8Array<ArrayBuffer>): void {
  to.set(from);
  const pixels = new Uint32Array(to.buffer, to.byteOffset, to.length >> 2);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    if (pixels[pixel] === 0) continue;
    const at = pixel << 2;
    const row = (to[at + 3] ?? 0) << 8;
    if (row === 255 << 8) continue;
    to[at] = table[row | (to[at] ?? 0)] ?? 0;
    to[at + 1] = table[row | (to[at + 1] ?? 0)] ?? 0;
    to[at + 2] = table[row | (to[at + 2] ?? 0)] ?? 0;
  }
}
