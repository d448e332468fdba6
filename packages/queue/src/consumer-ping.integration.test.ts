import { expect, test } from '@jest/globals';
import { eventually, workOf } from './testing/kit.ts';
import { cleanUps, givenConsumer, givenRedis } from './testing/redis-kit.ts';

test('a consumer knows soon when its Redis is silent or gone, and when it is back', async () => {
  const redis = await givenRedis();
  const consumer = givenConsumer(redis.url, workOf(async () => {}).work);
  const answers = async (): Promise<boolean> => {
    const beganMs = performance.now();
    const [asked] = await Promise.allSettled([consumer.ping()]);
    expect(performance.now() - beganMs).toBeLessThan(4000);
    if (asked.status === 'rejected') {
      expect(asked.reason).toMatchObject({ code: 'queue-unavailable' });
    }
    return asked.status === 'fulfilled';
  };
  expect(await eventually(answers)).toBe(true);

  process.kill(redis.pid, 'SIGSTOP');
  cleanUps.push(async () => process.kill(redis.pid, 'SIGCONT'));
  expect(await answers()).toBe(false);
  expect(await answers()).toBe(false);
  process.kill(redis.pid, 'SIGCONT');
  expect(await eventually(answers)).toBe(true);

  await redis.kill('SIGKILL');
  cleanUps.pop();
  expect(await eventually(async () => !(await answers()))).toBe(true);
  await givenRedis({ port: redis.port });
  expect(await eventually(answers)).toBe(true);
});
