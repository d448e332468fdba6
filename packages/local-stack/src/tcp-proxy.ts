import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * State of the simulated network. `cut`: connections break, new ones are refused. `silent`: they stay open, but
 * data arrives only after this state. `slow`: all data is delayed.
 */
export type NetworkState = 'normal' | 'cut' | 'silent' | { readonly slowMs: number };

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  set(state: NetworkState): void;
}

/** Starts a proxy on 127.0.0.1 in front of a local server, to disturb its connections in tests. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let state: NetworkState = 'normal';
  let cleared = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  /** Resolves when data may pass. */
  const mayPass = async (): Promise<void> => {
    while (state === 'silent') await cleared.promise;
    if (typeof state === 'object') await sleep(state.slowMs);
  };
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    // An error is always followed by `close`, which is passed on below.
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    if (state === 'cut') return void client.destroy();
    const upstream = track(connect({ port: targetPort, host: '127.0.0.1' }));
    client.pipe(delayed(mayPass)).pipe(upstream);
    upstream.pipe(delayed(mayPass)).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const set = (next: NetworkState): void => {
    state = next;
    if (next === 'cut') cutAll();
    cleared.resolve();
    cleared = Promise.withResolvers();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set,
    async [Symbol.asyncDispose]() {
      set('cut');
      server.close();
      await once(server, 'close');
    },
  };
}

function delayed(mayPass: () => Promise<void>): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      void mayPass().then(() => done(null, chunk));
    },
  });
}
