import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

const boundary = 'a-boundary-of-the-tests';

export const formType = `multipart/form-data; boundary=${boundary}`;

/** The head of a form part that holds a file. */
export const filePart = (fileName = 'clip.mp4', field = 'file'): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName}"\r\n\r\n`;

export const fieldPart = (name: string, value: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

export const formEnd = `\r\n--${boundary}--\r\n`;

/** Opens a form whose body the test writes itself, so that it can stop half-way or be malformed. */
export function openForm(
  url: string,
  headers: Record<string, string | number> = {},
  path = '/v1/jobs',
): ClientRequest {
  return request(new URL(path, url), {
    method: 'POST',
    agent: false,
    headers: { 'Content-Type': formType, ...headers },
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export async function answerTo(sent: ClientRequest): Promise<RawAnswer> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: JSON.parse(await text(response)),
  };
}

/** True if the condition becomes true within two seconds. */
export async function eventually(condition: () => Promise<boolean> | boolean): Promise<boolean> {
  const deadline = Date.now() + 2000;
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return condition();
}
