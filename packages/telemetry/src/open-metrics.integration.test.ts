import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { openApiMetrics, openWorkerMetrics } from './open-metrics.ts';

const load = {
  ...{ waiting: 2, resting: 1, active: 3, completed: 4, failed: 5 },
  oldestWaitingMs: 1500,
};
const anywhere = { host: '127.0.0.1', port: 0 };
const well = { queue: async () => {}, store: async () => {} };
const api = { load: async () => load, dependencies: well, folders: { system: '/' } };

async function ask(port: number | undefined, path: string): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return [response.status, await response.text()];
}

describe('the metrics of a process', () => {
  test('are disabled without an address', async () => {
    await using opened = await openApiMetrics(undefined, {
      ...api,
      load: () => Promise.reject(new Error('must not be called')),
    });
    expect(opened.port).toBeUndefined();
    opened.metrics.inputAccepted('form', 5);
  });

  test('report the current state of the queue', async () => {
    await using opened = await openApiMetrics(anywhere, api);
    const [status, page] = await ask(opened.port, '/metrics');
    expect(status).toBe(200);
    expect(page).toContain('dance_pose_jobs{state="waiting"} 2\n');
    expect(page).toContain('dance_pose_jobs{state="resting"} 1\n');
    expect(page).toContain('dance_pose_oldest_job_age_seconds{state="waiting"} 1.5\n');
    expect(page).toContain('dance_pose_dependency_up{dependency="queue"} 1\n');
    expect(await ask(opened.port, '/healthz')).toEqual([200, 'ok\n']);
  });

  test('report of an unreachable queue only that it is down', async () => {
    const away = () => Promise.reject(new Error('away'));
    let isThere = true;
    await using opened = await openApiMetrics(anywhere, {
      ...api,
      load: () => (isThere ? api.load() : away()),
      dependencies: { ...well, queue: () => (isThere ? well.queue() : away()) },
    });
    expect((await ask(opened.port, '/metrics'))[1]).toContain('dance_pose_jobs{');
    isThere = false;
    const [status, page] = await ask(opened.port, '/metrics');
    expect(status).toBe(200);
    expect(page).not.toMatch(/dance_pose_(jobs|oldest_job_age_seconds)\{/);
    expect(page).toContain('dance_pose_dependency_up{dependency="queue"} 0\n');
    expect(page).toContain('dance_pose_dependency_up{dependency="store"} 1\n');
    expect((await ask(opened.port, '/healthz'))[0]).toBe(503);
  });

  test('arrive in time although a dependency never answers', async () => {
    const never = () => new Promise<never>(() => {});
    await using opened = await openApiMetrics(anywhere, {
      ...api,
      load: never,
      dependencies: { ...well, store: never },
      folders: { nowhere: '/there/is/no/such/folder' },
    });
    const beganMs = performance.now();
    const [status, page] = await ask(opened.port, '/metrics');
    expect(performance.now() - beganMs).toBeLessThan(9000);
    expect(status).toBe(200);
    expect(page).toContain('dance_pose_dependency_up{dependency="store"} 0\n');
    expect(page).not.toContain('nowhere');
  });

  test('of a worker describe that worker', async () => {
    const vitals = { dependencies: well, folders: {}, concurrency: 2, activeCount: () => 1 };
    await using opened = await openWorkerMetrics(anywhere, vitals);
    opened.metrics.janitorRan({ expired: 3, uploads: 0 }, 1);
    opened.metrics.attemptStarted(1, 7);
    opened.metrics.attemptStarted(2, 8);
    const [, page] = await ask(opened.port, '/metrics');
    for (const line of [
      'dance_pose_worker_slots 2',
      'dance_pose_worker_active_jobs 1',
      'dance_pose_janitor_runs_total{result="failed"} 1',
      'dance_pose_janitor_deeds_total{what="expired"} 3',
      'dance_pose_job_wait_seconds_sum 7',
      'dance_pose_job_retries_total 1',
    ]) {
      expect(page).toContain(`${line}\n`);
    }
  });

  test('fail to start on a port that is in use', async () => {
    const other = createServer().listen(anywhere);
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(openApiMetrics({ ...anywhere, port }, api)).rejects.toThrow(/EADDRINUSE/);
    other.close();
    await once(other, 'close');
  });
});
