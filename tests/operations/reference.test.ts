import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  artifactNames,
  errorKinds,
  jobOptionsSchema,
  warningMeanings,
} from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { routes } from '../../services/api/src/routes.ts';

/** Cells of the tables of a page, by the first cell, which is code. */
async function tablesOf(page: string): Promise<Map<string, string[]>> {
  const text = await readFile(resolve(import.meta.dirname, '../../docs', page), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
  return new Map(rows.map(([, name = '', rest = '']) => [name, rest.split(' | ')]));
}

test('docs/api.md lists every endpoint', async () => {
  const listed = [...(await tablesOf('api.md')).keys()].filter((name) => name.includes(' '));
  const served = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(listed.sort()).toEqual(served.sort());
});

test('docs/api.md lists every error with its status', async () => {
  const listed = [...(await tablesOf('api.md'))].filter(([name]) => !name.includes(' '));
  const known = Object.entries(errorKinds).map(([code, { status }]) => [code, String(status)]);
  expect(Object.fromEntries(listed.map(([code, [status]]) => [code, status]))).toEqual(
    Object.fromEntries(known),
  );
});

test('docs/options.md lists every option with its default', async () => {
  const schema = z.toJSONSchema(jobOptionsSchema, { io: 'input' }) as JsonSchema;
  const listed = [...(await tablesOf('options.md'))].map(([name, [byDefault]]) => [
    name,
    byDefault,
  ]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(defaultsOf(schema)));
});

test('docs/results.md lists every file of a result', async () => {
  expect([...(await tablesOf('results.md')).keys()].sort()).toEqual([...artifactNames].sort());
});

test('docs/warnings.md lists every warning with its meaning', async () => {
  const listed = [...(await tablesOf('warnings.md'))].map(([code, [meaning]]) => [code, meaning]);
  const known = Object.entries(warningMeanings).map(([code, meaning]) => [
    code,
    meaning.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()),
  ]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(known));
});

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly default?: unknown;
}

/** Dotted name and default of each option, as the page writes them. */
function defaultsOf({ properties = {} }: JsonSchema, prefix = ''): [string, string][] {
  return Object.entries(properties).flatMap(([name, option]): [string, string][] =>
    option.properties === undefined
      ? [[`${prefix}${name}`, written(option.default)]]
      : defaultsOf(option, `${prefix}${name}.`),
  );
}

const written = (value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? 'none' : `\`${value}\``;
