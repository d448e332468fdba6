import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { JobUpdate } from './job-queue.ts';
import { createReportThrottle } from './report-throttle.ts';
import { updateAt } from './testing/kit.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('createReportThrottle', () => {
  const given = (sendMs = 0) => {
    const sent: (number | undefined)[] = [];
    const send = async ({ progress }: JobUpdate): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, sendMs));
      sent.push(progress.percent);
    };
    return { sent, throttle: createReportThrottle(send, 50) };
  };

  test('sends the first at once, then the newest once an interval', async () => {
    const { sent, throttle } = given();
    throttle.report(updateAt(1));
    await jest.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([1]);
    for (const percent of [2, 3, 4]) throttle.report(updateAt(percent));
    await jest.advanceTimersByTimeAsync(35);
    expect(sent).toEqual([1]);
    await jest.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([1, 4]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([1, 4]);
  });

  test('flush sends the last one now, after those before it', async () => {
    const { sent, throttle } = given(30);
    throttle.report(updateAt(1));
    await jest.advanceTimersByTimeAsync(10);
    throttle.report(updateAt(2));
    const flushed = throttle.flush();
    await jest.advanceTimersByTimeAsync(30);
    expect(sent).toEqual([1]);
    await jest.advanceTimersByTimeAsync(30);
    await flushed;
    expect(sent).toEqual([1, 2]);
    expect(throttle.latest?.progress.percent).toBe(2);
    await throttle.flush();
    expect(sent).toEqual([1, 2]);
  });
});
