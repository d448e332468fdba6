import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReceivedSpan } from './collector.ts';
import { type Sample, scrape, sumOf } from './exposition.ts';
import {
  findProgram,
  type Prometheus,
  prometheusFolder,
  promtool,
  startPrometheus,
} from './prometheus.ts';
import { openTestBench, type TestBench } from './test-bench.ts';

const stages = ['fetch', 'probe', 'track', 'analyse', 'render', 'store'];

const root = resolve(import.meta.dirname, '../..');
const tool = findProgram('promtool');
const server = findProgram('prometheus');
const missing = tool === undefined || server === undefined;
if (missing && process.env.CI !== undefined) {
  throw new Error('Prometheus is not on PATH: apt-get install prometheus');
}
const describeOrSkip = missing ? describe.skip : describe;
const without = missing ? ' (skipped: apt-get install prometheus)' : '';

interface Rule {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly health: string;
}

let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench();
});
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
});

describe('the metrics', () => {
  let api: readonly Sample[];
  let worker: readonly Sample[];
  beforeAll(async () => {
    api = await scrape(`http://${bench.targets.api}/metrics`);
    worker = await scrape(`http://${bench.targets.worker}/metrics`);
  });

  test('of the API show the state of the queue', () => {
    const jobs = api.filter(({ name }) => name === 'dance_pose_jobs');
    const states = Object.fromEntries(jobs.map(({ labels, value }) => [labels.state, value]));
    const none = { waiting: 0, resting: 0, active: 0 };
    expect(states).toEqual({ ...none, completed: 1, failed: 1 });
    expect(sumOf(api, 'dance_pose_oldest_job_age_seconds')).toBe(0);
  });

  test('of the API count the received bytes', () => {
    const bytes = bench.clip.sizeBytes + 'not a video at all'.length;
    expect(sumOf(api, 'dance_pose_upload_bytes_total', { via: 'form' })).toBe(bytes);
    expect(sumOf(api, 'dance_pose_upload_bytes_total', { via: 'store' })).toBe(0);
  });

  test('of the API count requests by the pattern of their route only', async () => {
    await bench.api.fetch('/v1/jobs/somebody/artifacts/else');
    await bench.api.fetch(`/secret-${'x'.repeat(50)}`, { method: 'PROPFIND' });
    await bench.api.fetch('/readyz');
    const requests = await scrape(`http://${bench.targets.api}/metrics`);
    const count = 'dance_pose_http_requests_total';
    const post = { method: 'POST', route: '/v1/jobs', status: '202' };
    expect(sumOf(requests, count, post)).toBe(2);
    expect(sumOf(requests, count, { route: '/v1/jobs/:id', status: '200' })).toBeGreaterThan(2);
    const missing = { route: '/v1/jobs/:id/artifacts/:name', status: '404' };
    expect(sumOf(requests, count, missing)).toBe(1);
    expect(sumOf(requests, count, { method: '_OTHER', route: 'other' })).toBe(1);
    const duration = 'dance_pose_http_request_duration_seconds_count';
    expect(sumOf(requests, duration, { method: 'POST', route: '/v1/jobs' })).toBe(2);
    const routes = new Set(requests.map(({ labels }) => labels.route));
    expect([...routes].filter((route) => /[0-9a-f]{32}|secret|somebody/.test(route ?? ''))).toEqual(
      [],
    );
  });

  test('of the worker have every stage of the clip once, and the stages of the invalid file', () => {
    const count = (stage: string): number | undefined =>
      sumOf(worker, 'dance_pose_stage_duration_seconds_count', { stage });
    // The file that is no video was fetched and probed; its probe failed.
    expect(stages.map(count)).toEqual([2, 1, 1, 1, 1, 1]);
    const { startedAt, finishedAt } = bench.jobs.dance;
    const took = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
    const all = sumOf(worker, 'dance_pose_stage_duration_seconds_sum') ?? 0;
    expect(all).toBeGreaterThan(took / 2);
    expect(all).toBeLessThan(took + 1);
  });

  test('of the worker count frames, ends and failures', () => {
    const lite = { stage: 'track', model: 'lite' };
    expect(sumOf(worker, 'dance_pose_frames_total', lite)).toBe(30);
    expect(sumOf(worker, 'dance_pose_frames_total', { ...lite, stage: 'render' })).toBe(30);
    expect(sumOf(worker, 'dance_pose_frames_total', { model: 'full' })).toBe(0);
    const ended = (state: string): number | undefined =>
      sumOf(worker, 'dance_pose_job_duration_seconds_count', { state });
    expect(['completed', 'failed', 'cancelled'].map(ended)).toEqual([1, 1, 0]);
    expect(sumOf(worker, 'dance_pose_job_failures_total')).toBe(1);
    const code = bench.jobs.bad.error?.code ?? '';
    expect(sumOf(worker, 'dance_pose_job_failures_total', { code })).toBe(1);
    expect(sumOf(worker, 'dance_pose_job_retries_total')).toBe(0);
    expect(sumOf(worker, 'dance_pose_job_wait_seconds_count')).toBe(2);
    expect(sumOf(worker, 'dance_pose_worker_slots')).toBe(1);
    expect(sumOf(worker, 'dance_pose_worker_active_jobs')).toBe(0);
    expect(sumOf(worker, 'dance_pose_janitor_runs_total', { result: 'ok' })).toBe(1);
  });

  test('of both show their process, their dependencies and their free disk space', () => {
    for (const page of [api, worker]) {
      expect(sumOf(page, 'process_resident_memory_bytes')).toBeGreaterThan(2 ** 20);
      expect(sumOf(page, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
      for (const dependency of ['queue', 'store']) {
        expect(sumOf(page, 'dance_pose_dependency_up', { dependency })).toBe(1);
      }
      for (const place of page === api ? ['system', 'store'] : ['system', 'store', 'work']) {
        const free = sumOf(page, 'dance_pose_disk_free_bytes', { place }) ?? 0;
        expect(free).toBeGreaterThan(0);
        expect(sumOf(page, 'dance_pose_disk_size_bytes', { place })).toBeGreaterThanOrEqual(free);
      }
    }
  });

  test('are not served to users, and their server has nothing else', async () => {
    expect((await bench.api.fetch('/metrics')).status).toBe(404);
    for (const target of Object.values(bench.targets)) {
      expect((await fetch(`http://${target}/healthz`)).status).toBe(200);
      expect((await fetch(`http://${target}/v1/jobs`)).status).toBe(404);
      expect((await fetch(`http://${target}/metrics`, { method: 'POST' })).status).toBe(404);
    }
  });
});

describe('a trace', () => {
  /** Spans are exported every five seconds. */
  async function spansOf(traceId: string, count: number): Promise<ReceivedSpan[]> {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; ) {
      const spans = bench.collector.spans.filter((span) => span.traceId === traceId);
      if (spans.length >= count) return spans;
      await sleep(50);
    }
    throw new Error(`fewer than ${count} spans: ${JSON.stringify(bench.collector.spans)}`);
  }

  test('leads from the request through the queue to every stage', async () => {
    const { dance } = bench.jobs;
    const job = await seen((span) => span.values['dance_pose.job.id'] === dance.id);
    const spans = await spansOf(job.traceId, 8);
    const request = spans.find(({ spanId }) => spanId === job.parentSpanId);
    expect(request).toMatchObject({ service: 'dance-pose-api', name: 'POST /v1/jobs', kind: 2 });
    expect(request?.values).toMatchObject({ 'http.response.status_code': 202 });
    expect(request?.parentSpanId).toBeUndefined();
    expect(job).toMatchObject({ service: 'dance-pose-worker', name: 'job', kind: 5 });
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === job.spanId);
    const inOrder = parts.toSorted((a, b) => (a.startTimeUnixNano < b.startTimeUnixNano ? -1 : 1));
    expect(inOrder.map(({ name }) => name)).toEqual(stages);
    expect(spans).toHaveLength(8);
    expect(JSON.stringify(spans)).not.toMatch(/dance\.mp4|jobs\/[0-9a-f]{32}/);
  });

  test('has the failed stage, with its error code', async () => {
    const { bad } = bench.jobs;
    const job = await seen((span) => span.values['dance_pose.job.id'] === bad.id);
    const spans = await spansOf(job.traceId, 4);
    const failed = spans.filter(({ status }) => status.code === 2);
    expect(failed.map(({ name }) => name).sort()).toEqual(['job', 'probe']);
    for (const { values } of failed) expect(values['error.type']).toBe(bad.error?.code);
    expect(JSON.stringify(spans)).not.toContain('song');
  });

  test('that a trusted proxy has started is continued', async () => {
    const traceId = 'ab'.repeat(16);
    const traceparent = `00-${traceId}-${'cd'.repeat(8)}-01`;
    await bench.api.fetch('/v1/jobs?limit=1', { headers: { traceparent } });
    const [span] = await spansOf(traceId, 1);
    expect(span).toMatchObject({ name: 'GET /v1/jobs', parentSpanId: 'cd'.repeat(8) });
  });

  async function seen(wanted: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; ) {
      const span = bench.collector.spans.find(wanted);
      if (span !== undefined) return span;
      await sleep(50);
    }
    throw new Error(`no such span: ${JSON.stringify(bench.collector.spans)}`);
  }
});

describeOrSkip(`the rules of Prometheus${without}`, () => {
  test('and its configuration are valid', async () => {
    expect(await promtool(tool ?? '', 'check', 'config', 'prometheus.yml')).toContain('SUCCESS');
    expect(await promtool(tool ?? '', 'check', 'rules', 'alerts.yml')).toContain('SUCCESS');
  });

  test('fire when they should, and only then', async () => {
    expect(await promtool(tool ?? '', 'test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  });
});

describeOrSkip(`Prometheus on the running service${without}`, () => {
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus(server ?? '', bench.folder, bench.targets);
    const twice = 'min(count_over_time(up[1m])) > 2';
    while ((await prometheus.query(twice)).length === 0) await sleep(100);
  });
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
  });

  test('reaches both processes', async () => {
    for (const job of ['api', 'worker']) {
      const [up] = await prometheus.query(`up{job="${job}"}`);
      expect(up?.value[1]).toBe('1');
    }
  });

  test('has every alert tested, documented and inactive', async () => {
    const { groups } = (await prometheus.get('rules')) as { groups: { rules: Rule[] }[] };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    const tests = await readFile(join(prometheusFolder, 'alerts.test.yml'), 'utf8');
    const explained = await readFile(join(root, 'docs/alerts.md'), 'utf8');
    for (const { name, labels, annotations, health } of rules) {
      expect([name, health]).toEqual([name, 'ok']);
      expect(labels.severity).toMatch(/^(critical|warning)$/);
      const firing = new RegExp(`alertname: ${name}\\n +exp_alerts:\\n +- exp_labels`);
      expect(tests).toMatch(firing);
      expect(Object.keys(annotations).sort()).toEqual(['description', 'runbook', 'summary']);
      expect(annotations.runbook).toBe(`docs/alerts.md#alert-${name.toLowerCase()}`);
      expect(explained).toMatch(new RegExp(`^### Alert: ${name}$`, 'm'));
    }
    expect(await prometheus.query('ALERTS{alertstate="firing"}')).toEqual([]);
  });

  test('has data for every query of the dashboard', async () => {
    const file = join(root, 'infra/monitoring/grafana/dashboards/dance-pose.json');
    const { panels } = JSON.parse(await readFile(file, 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    const questions = panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$__rate_interval', '30s') })),
    );
    expect(questions.length).toBeGreaterThan(20);
    const silent: string[] = [];
    for (const { title, expr } of questions) {
      if ((await prometheus.query(expr)).length === 0) silent.push(`${title}: ${expr}`);
    }
    expect(silent).toEqual([]);
  });
});
