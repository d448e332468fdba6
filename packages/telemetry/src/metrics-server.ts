import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface MetricsAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface MetricsServer extends AsyncDisposable {
  /** The bound port. */
  readonly port: number;
}

export interface MetricsSource {
  /** Returns the metrics in Prometheus' text format. */
  scrape(): Promise<string>;
  /** Rejects when the process cannot do its work. */
  health(): Promise<void>;
}

const textFormat = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves `GET /metrics`, and `GET /healthz` with 200 or 503. It is a separate server, so that users can never
 * reach either of them.
 * @throws when the address cannot be bound (the port is in use).
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
      const settled = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await settled;
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
    const page = await settled(scrape());
    if (page.status === 'fulfilled') return send(response, 200, page.value, textFormat);
    return send(response, 500, 'The metrics could not be read.\n');
  }
  if (asked === '/healthz') {
    const { status } = await settled(health());
    if (status === 'fulfilled') return send(response, 200, 'ok\n');
    return send(response, 503, 'The queue does not answer.\n');
  }
  send(response, 404, 'Only /metrics and /healthz are served here.\n');
}

async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
}
