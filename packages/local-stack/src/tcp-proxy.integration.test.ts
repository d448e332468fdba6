import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startTcpProxy } from './tcp-proxy.ts';

/** A server that echoes its input and ends with the scope. */
async function startEcho() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function talkTo(port: number) {
  const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

const reply = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);

test('normal: data arrives; cut: connections break and new ones are refused', async () => {
  await using echo = await startEcho();
  await using proxy = await startTcpProxy(echo.port);
  const socket = await talkTo(proxy.port);
  socket.write('one');
  expect(await reply(socket)).toBe('one');
  proxy.set('cut');
  await once(socket, 'close');
  const refused = await talkTo(proxy.port);
  await once(refused, 'close');
  proxy.set('normal');
  const again = await talkTo(proxy.port);
  again.write('two');
  expect(await reply(again)).toBe('two');
});

test('silent: nothing arrives until it ends, then everything; slow: data arrives later', async () => {
  await using echo = await startEcho();
  await using proxy = await startTcpProxy(echo.port);
  const socket = await talkTo(proxy.port);
  proxy.set('silent');
  socket.write('held');
  const answer = reply(socket);
  expect(await Promise.race([answer, sleep(200, 'nothing')])).toBe('nothing');
  proxy.set('normal');
  expect(await answer).toBe('held');
  proxy.set({ slowMs: 100 });
  const startedMs = performance.now();
  socket.write('late');
  expect(await reply(socket)).toBe('late');
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(190);
});
