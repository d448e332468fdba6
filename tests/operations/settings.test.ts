import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { workerEnvSchema } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { apiEnvSchema } from '../../services/api/src/env.ts';
import { cliEnvSchema, jobsEnvSchema } from '../../services/cli/src/env.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(resolve(root, path), 'utf8');

const readers: Readonly<Record<string, z.core.$ZodShape>> = {
  API: apiEnvSchema.shape,
  worker: workerEnvSchema.shape,
  CLI: { ...cliEnvSchema.shape, ...jobsEnvSchema.shape },
};
const known = new Set(Object.values(readers).flatMap((shape) => Object.keys(shape)));
/** Variables of libraries: the AWS SDK and OpenTelemetry. */
const foreign = /^(AWS|OTEL)_/;

/** First column of every table below a heading, with the other columns. */
async function tableOf(heading: string): Promise<Map<string, string[]>> {
  const doc = await read('docs/operations.md');
  const section = doc.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';
  const rows = [...section.matchAll(/^\| `([A-Z0-9_]+)` \| (.+) \|$/gm)];
  return new Map(rows.map(([, name = '', rest = '']) => [name, rest.split(' | ')]));
}

/** A default as the table writes it: JSON without quotes, paths relative to the repository's root. */
function defaultOf(field: z.core.$ZodType | undefined): string {
  const { data } = (field as z.ZodType).safeParse(undefined);
  if (data === undefined || (Array.isArray(data) && data.length === 0)) return '–';
  const text = String(data);
  return `\`${text.startsWith(root) ? relative(root, text) : text}\``;
}

describe('docs/operations.md', () => {
  test('lists every setting of the services, with its default and its readers', async () => {
    const expected = [...known].map((name) => {
      const who = Object.keys(readers).filter((reader) => name in (readers[reader] ?? {}));
      const defaults = who.map((reader) => defaultOf(readers[reader]?.[name]));
      return [name, [[...new Set(defaults)].join(', '), who.join(', ')]];
    });
    const listed = [...(await tableOf('## Settings'))]
      .filter(([name]) => !foreign.test(name) || known.has(name))
      .map(([name, [byDefault = '', who]]) => [name, [byDefault.replace(/ \(.*\)$/, ''), who]]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(expected));
  });

  test('lists the settings of docker-compose.yml, with their defaults', async () => {
    const compose = await read('docker-compose.yml');
    const own = [...compose.matchAll(/\$\{([A-Z0-9_]+)(?::-([^}]*)|:\?[^}]*)?\}/g)].map(
      ([, name, byDefault]) => [name, byDefault === undefined ? '–' : `\`${byDefault}\``],
    );
    const listed = [...(await tableOf('### For docker-compose.yml only'))].map(
      ([name, [first]]) => [name, first],
    );
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(own));
  });
});

describe('docker-compose.yml', () => {
  test('gives the services only variables that they know', async () => {
    const compose = await read('docker-compose.yml');
    const services = compose.split(/^ {2}(?=\S)/m).filter((part) => /^(api|worker):/.test(part));
    const common = compose.split('x-service-env:')[1]?.split(/^x-/m)[0] ?? '';
    const given = [common, ...services].flatMap((part) => [
      ...part.matchAll(/^ +([A-Z][A-Z0-9_]+):/gm),
    ]);
    const names = given.map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !known.has(name) && !foreign.test(name))).toEqual([]);
  });

  test('.env.example names exactly the variables that it reads', async () => {
    const compose = await read('docker-compose.yml');
    const interpolated = [...compose.matchAll(/\$\{([A-Z0-9_]+)/g)];
    const passedOn = [...compose.matchAll(/^ +([A-Z][A-Z0-9_]+):$/gm)];
    const wanted = new Set([...interpolated, ...passedOn].map(([, name]) => name));
    const example = [...(await read('.env.example')).matchAll(/^#?([A-Z0-9_]+)=/gm)];
    expect(example.map(([, name]) => name).sort()).toEqual([...wanted].sort());
  });
});
