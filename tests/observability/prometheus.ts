import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '@dance-pose/local-stack';
import { startProgram } from './program.ts';

const run = promisify(execFile);

/** The configuration that docker-compose.yml's profile `monitoring` gives to Prometheus. */
export const prometheusFolder = resolve(import.meta.dirname, '../../infra/monitoring/prometheus');

/** Path of the program, usually from Debian's package `prometheus`; undefined: not installed. */
export function findProgram(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @throws with the output of promtool. */
export async function promtool(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { cwd: prometheusFolder });
  return stdout;
}

export interface Prometheus extends AsyncDisposable {
  query(expr: string): Promise<readonly { readonly value: readonly [number, string] }[]>;
  get(path: string): Promise<unknown>;
}

/** Starts Prometheus with our configuration, except for the targets and the scrape interval. */
export async function startPrometheus(
  program: string,
  folder: string,
  targets: Readonly<Record<'api' | 'worker', string>>,
): Promise<Prometheus> {
  const config = join(folder, 'prometheus');
  await cp(prometheusFolder, config, { recursive: true });
  const file = join(config, 'prometheus.yml');
  await writeFile(file, forOneMachine(await readFile(file, 'utf8'), targets));
  const port = await freePort();
  const server = await startProgram(program, [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'tsdb')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ]);
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const body = (await response.json()) as { data?: unknown; error?: string };
    if (body.error !== undefined) throw new Error(`${path}: ${body.error}`);
    return body.data;
  };
  while (!(await isReady(port))) await sleep(50);
  return {
    get,
    async query(expr) {
      const data = await get(`query?query=${encodeURIComponent(expr)}`);
      return (data as { result: Awaited<ReturnType<Prometheus['query']>> }).result;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function forOneMachine(yaml: string, targets: Readonly<Record<string, string>>): string {
  const discovery = /dns_sd_configs: \[\{ names: \[(\w+)\], .*\}\]/g;
  return yaml
    .replace(discovery, (_, name) => `static_configs: [{ targets: ["${targets[name]}"] }]`)
    .replaceAll('_interval: 15s', '_interval: 1s');
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok;
  } catch {
    return false; // Not listening yet.
  }
}
