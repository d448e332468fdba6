import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  /** The bound address; its port is the real one if 0 was requested. */
  readonly address: AddressInfo;
  /** Accepts no new connections, waits up to `graceMs` for running requests, then closes their connections. */
  close(graceMs: number): Promise<void>;
}

export interface HttpTimeouts {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
}

const defaultTimeouts: HttpTimeouts = {
  // Normal clients send the request head in one piece; one that sends it byte by byte occupies a socket.
  headersTimeout: 30_000,
  // The whole request: 2 GB take 35 minutes at 8 Mbit/s. Stalled uploads are disconnected far earlier.
  requestTimeout: 2 * 3600_000,
  // Longer than the 60 s of common load balancers, so that the balancer closes idle connections, not the server.
  keepAliveTimeout: 65_000,
  // Interval at which Node checks the first two.
  connectionsCheckingInterval: 5000,
};

/** @throws if the address cannot be bound, for example because the port is in use. */
export async function listen(
  listener: RequestListener,
  at: { readonly host: string; readonly port: number },
  timeouts: Partial<HttpTimeouts> = {},
): Promise<HttpServer> {
  const server = createServer({ ...defaultTimeouts, ...timeouts }, listener);
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    address: server.address() as AddressInfo,
    async close(graceMs) {
      const closed = once(server, 'close');
      server.close();
      // Keep-alive connections become idle one by one, as their requests end.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(deadline);
    },
  };
}
