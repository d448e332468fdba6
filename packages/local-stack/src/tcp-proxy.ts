import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a network does to those who talk through it. `cut`: connections break, new ones are refused.
 * `silent`: they stay open and nothing arrives; it does once that is over. `slow`: everything arrives later.
 */
export type Weather = 'fair' | 'cut' | 'silent' | { readonly slowMs: number };

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  set(weather: Weather): void;
}

/** Stands on 127.0.0.1 between clients and a server of this machine, so that tests can disturb them. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let weather: Weather = 'fair';
  let cleared = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  /** Fulfils when the bytes may go on. */
  const passage = async (): Promise<void> => {
    while (weather === 'silent') await cleared.promise;
    if (typeof weather === 'object') await sleep(weather.slowMs);
  };
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    // An error is always followed by the close, which is passed on below.
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    if (weather === 'cut') return void client.destroy();
    const upstream = track(connect({ port: targetPort, host: '127.0.0.1' }));
    client.pipe(held(passage)).pipe(upstream);
    upstream.pipe(held(passage)).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const set = (next: Weather): void => {
    weather = next;
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

function held(passage: () => Promise<void>): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      void passage().then(() => done(null, chunk));
    },
  });
}
