/** An MP4 box: size, name, content. */
export function box(name: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A copy with a 32-bit number written `offset` bytes after every occurrence of `name`. */
export function withNumber(bytes: Buffer, name: string, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(name, 0, 'latin1'); at >= 0; ) {
    copy.writeUInt32BE(value, at + name.length + offset);
    at = copy.indexOf(name, at + 1, 'latin1');
  }
  return copy;
}
