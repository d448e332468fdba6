import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  /** As bound: the real port where 0 was asked for. */
  readonly address: AddressInfo;
  /** Takes no new connection, waits up to `graceMs` for the requests under way, then ends them too. */
  close(graceMs: number): Promise<void>;
}

export interface HttpTimeouts {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
}

const usualTimeouts: HttpTimeouts = {
  // A request head arrives in one piece; whoever sends it letter by letter wants to hold our sockets.
  headersTimeout: 30_000,
  // The whole request: 2 GB need 35 minutes at 8 Mbit/s. Stalled uploads are cut off far earlier.
  requestTimeout: 2 * 3600_000,
  // Longer than the 60 s of common load balancers, so that it is they who close idle connections.
  keepAliveTimeout: 65_000,
  // How late Node may be in noticing the first two.
  connectionsCheckingInterval: 5000,
};

/** @throws when the address cannot be bound (the port is taken). */
export async function listen(
  listener: RequestListener,
  at: { readonly host: string; readonly port: number },
  timeouts: Partial<HttpTimeouts> = {},
): Promise<HttpServer> {
  const server = createServer({ ...usualTimeouts, ...timeouts }, listener);
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    address: server.address() as AddressInfo,
    async close(graceMs) {
      const closed = once(server, 'close');
      server.close();
      // Connections that are kept alive fall idle one by one, as their requests end.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(deadline);
    },
  };
}
