export const boundary = 'a-boundary-of-the-abuse-tests';

/** A part of a form; its bytes are sent unchanged. */
export interface Part {
  readonly head: string;
  readonly body: Buffer | string;
}

export const field = (name: string, body: string): Part => ({
  head: `Content-Disposition: form-data; name="${name}"`,
  body,
});

export const file = (fileName: string, body: Buffer | string = 'not really a clip'): Part => ({
  head: `Content-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: video/mp4`,
  body,
});

/** Heads are Latin-1: each character is one byte. */
export function form(parts: readonly Part[]): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ head, body }) => [
      Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`, 'latin1'),
      Buffer.from(body as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

export const formType = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
