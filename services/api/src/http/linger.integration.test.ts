import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { listen } from './http-server.ts';
import { lingerForBody } from './linger.ts';

describe('lingerForBody', () => {
  test('a client that goes on sending reads its answer, and is cut off after a while', async () => {
    const server = await listen(
      (request, response) => {
        lingerForBody(request, 200);
        response.writeHead(413).end('too large');
      },
      { host: '127.0.0.1', port: 0 },
    );
    const socket = connect(server.address.port, '127.0.0.1');
    socket.on('error', () => undefined); // Being cut off in the middle of a write.
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
});
