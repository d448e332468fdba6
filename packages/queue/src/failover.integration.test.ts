import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { eventually, newJob, workOf } from './testing/kit.ts';
import { cleanUps, givenConsumer, givenQueue, givenRedis, inState } from './testing/redis-kit.ts';

/** One name for several servers, as that of a primary: new connections go where it leads, old ones stay where they are. */
async function givenName(port: () => number): Promise<string> {
  const server = createServer((client) => {
    const upstream = connect({ port: port(), host: '127.0.0.1' });
    client.pipe(upstream).pipe(client);
    client.on('error', () => {}).on('close', () => upstream.destroy());
    upstream.on('error', () => {}).on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => {
    server.close();
    await once(server, 'close');
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a primary that becomes a replica', () => {
  test('is left for the new one, by producers and by consumers', async () => {
    const [old, next] = [await givenRedis(), await givenRedis()];
    const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
    let primary = old;
    const url = await givenName(() => portOf(primary));
    const queue = givenQueue(url);
    givenConsumer(url, workOf(async () => {}).work);
    const before = newJob();
    await queue.add(before);
    await inState(queue, before.id, 'completed');

    primary = next;
    const operator = new Redis(old.url);
    // Of a primary that cannot be reached: it answers reads with what it has, and refuses to write.
    await operator.replicaof('127.0.0.1', portOf(next));
    operator.disconnect();

    const after = newJob();
    await eventually(() =>
      queue
        .add(after)
        .then(() => true)
        .catch(() => undefined),
    );
    const { state } = await inState(queue, after.id, 'completed');
    expect(state).toBe('completed');
    await using direct = givenQueue(next.url);
    expect((await direct.get(after.id))?.state).toBe('completed');
  });
});
