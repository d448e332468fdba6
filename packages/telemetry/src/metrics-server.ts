import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface MetricsAddress {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

export interface MetricsServer extends AsyncDisposable {
  /** As bound. */
  readonly port: number;
}

export interface MetricsSource {
  /** The page in Prometheus' text format. */
  scrape(): Promise<string>;
  /** Rejects when the process cannot do its work. */
  health(): Promise<void>;
}

const textFormat = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics`, and `GET /healthz` with 200 or 503. A server of its own, so that neither is ever reachable
 * where users are.
 * @throws when the address cannot be bound (the port is taken).
 */
export async function startMetricsServer(
  { host, port }: MetricsAddress,
  source: MetricsSource,
): Promise<MetricsServer> {
  const server = createServer((request, response) => void answer(request, response, source));
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  { scrape, health }: MetricsSource,
): Promise<void> {
  const asked = method === 'GET' || method === 'HEAD' ? url.replace(/\?.*$/s, '') : undefined;
  if (asked === '/metrics') {
    const page = await closed(scrape());
    if (page.status === 'fulfilled') return send(response, 200, page.value, textFormat);
    return send(response, 500, 'The metrics could not be read.\n');
  }
  if (asked === '/healthz') {
    const { status } = await closed(health());
    if (status === 'fulfilled') return send(response, 200, 'ok\n');
    return send(response, 503, 'The queue does not answer.\n');
  }
  send(response, 404, 'There are /metrics and /healthz.\n');
}

async function closed<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
}
