import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpProxy extends AsyncDisposable {
  readonly url: string;
}

/** Changes to the headers of requests and responses. */
export interface HeaderChanges {
  asked?(headers: IncomingHttpHeaders): IncomingHttpHeaders;
  answered?(headers: IncomingHttpHeaders): IncomingHttpHeaders;
}

const asIs = (headers: IncomingHttpHeaders): IncomingHttpHeaders => headers;

export async function startHttpProxy(
  target: string,
  { asked = asIs, answered = asIs }: HeaderChanges,
): Promise<HttpProxy> {
  const { hostname, port } = new URL(target);
  const server = createServer((from, to) => {
    const { method = 'GET', url = '/' } = from;
    const onward = request(
      { hostname, port, method, path: url, headers: asked(from.headers) },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answered(answer.headers));
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
