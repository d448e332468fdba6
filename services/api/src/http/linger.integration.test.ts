import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { listen } from './http-server.ts';
import { lingerForBody } from './linger.ts';

describe('lingerForBody', () => {
  test('a client that keeps sending reads the response, and is disconnected after a while', async () => {
    const server = await listen(
      (request, response) => {
        lingerForBody(request, response, 200);
        response.writeHead(413).end('too large');
      },
      { host: '127.0.0.1', port: 0 },
    );
    const socket = connect(server.address.port, '127.0.0.1');
    socket.on('error', () => undefined); // The disconnect can happen in the middle of a write.
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    const sending = setInterval(() => socket.write(Buffer.alloc(100_000)), 5);
    const began = Date.now();
    let answer = '';
    socket.on('data', (data) => (answer += data));
    await closed;
    clearInterval(sending);
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*too large/s);
    expect(Date.now() - began).toBeGreaterThan(150);
    await server.close(0);
  });

  test('a client that sends Connection: close can also send to the end', async () => {
    const server = await listen(
      (request, response) => {
        lingerForBody(request, response);
        response.writeHead(401).end('a key is needed');
      },
      { host: '127.0.0.1', port: 0 },
    );
    const { port } = server.address;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const errors: unknown[] = [];
    socket.on('error', (error) => errors.push(error));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    let answer = '';
    socket.on('data', (data) => (answer += data));
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n',
    );
    for (let i = 0; i < 30; i += 1) {
      socket.write(Buffer.alloc(100_000), (error) => error && errors.push(error));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.end();
    await closed;
    expect([errors, answer]).toEqual([
      [],
      expect.stringMatching(/^HTTP\/1\.1 401 .*a key is needed/s),
    ]);
    await server.close(0);
  });
});
