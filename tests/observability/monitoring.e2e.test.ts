import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  findProgram,
  type Prometheus,
  prometheusFolder,
  promtool,
  startPrometheus,
} from './prometheus.ts';
import { openStand, type Stand } from './stand.ts';

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
  let stand: Stand;
  let prometheus: Prometheus;
  beforeAll(async () => {
    stand = await openStand();
    prometheus = await startPrometheus(server ?? '', stand.folder, stand.targets);
    const twice = 'min(count_over_time(up[1m])) > 2';
    while ((await prometheus.query(twice)).length === 0) await sleep(100);
  });
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
    await stand?.[Symbol.asyncDispose]();
  });

  test('reaches both processes', async () => {
    for (const job of ['api', 'worker']) {
      const [up] = await prometheus.query(`up{job="${job}"}`);
      expect(up?.value[1]).toBe('1');
    }
  });

  test('has every alert tested, explained and quiet', async () => {
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

  test('has an answer to every question of the dashboard', async () => {
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
