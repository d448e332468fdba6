import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface Answer {
  /** 0 if the connection ended without a response. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Name, value, name, value, … as received. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

export interface Sender extends Disposable {
  /** Sends the path unchanged, where fetch would normalise it; an absolute URL goes to its own server. */
  send(target: string, sending?: Sending): Promise<Answer>;
}

const patienceMs = 20_000;

export function createSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return {
    send(target, { method = 'GET', headers = {}, body } = {}) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const path = target.replace(/^http:\/\/[^/]+/, '');
      const { hostname, port } = new URL(path === target ? url : target);
      const sent = request({ hostname, port, path, method, headers, agent, timeout: patienceMs });
      sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
      sent.on('response', (response) => {
        const { statusCode: status = 0, headers, rawHeaders } = response;
        buffer(response).then(
          (bytes) => resolve({ status, headers, rawHeaders, text: bytes.toString('latin1') }),
          reject,
        );
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        reject(new Error(`${method} ${path.slice(0, 200)}: ${error.message}`, { cause: error }));
      });
      sent.end(body);
      return promise;
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/** Sends bytes on a raw connection; gives all that returns until the server closes it or is silent for long. */
export async function exchange(
  url: string,
  bytes: Buffer | string,
  quietMs = 2000,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.setTimeout(quietMs, () => socket.destroy());
  socket.on('data', (data) => {
    answer += data.toString('latin1');
  });
  socket.on('error', () => undefined); // A closed connection is a response, too.
  socket.on('close', () => resolve());
  socket.write(bytes);
  await promise;
  return answer;
}
