import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { routes } from '../routes.ts';
import { buildOpenApi } from './build-openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly responses: object;
  readonly requestBody?: {
    readonly content: Record<string, { schema: { properties: object; required: string[] } }>;
  };
}

describe('the OpenAPI document', () => {
  const document = structuredClone(buildOpenApi(routes));
  const paths = document.paths as Record<string, Record<string, Operation>>;

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('has exactly the routes', () => {
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.toSorted()).toEqual(served.toSorted());
  });

  test('names every operation once, and its errors', () => {
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(routes.length);
    for (const { responses } of operations) expect(responses).toHaveProperty('500');
  });

  test('every reference resolves', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, path = ''] of references) {
      const found = path.split('/').reduce<unknown>((at, step) => at?.[step as never], document);
      expect([path, found]).toEqual([path, expect.any(Object)]);
    }
  });

  test('a job needs no options, and its form has a field for each', () => {
    const content = paths['/v1/jobs']?.post?.requestBody?.content;
    const form = content?.['multipart/form-data']?.schema;
    expect(form?.required).toEqual(['file']);
    expect(Object.keys(form?.properties ?? {})).toEqual(
      expect.arrayContaining([
        'file',
        'model',
        'overlay.style',
        'encode.crf',
        'music.bpm',
        'trim.endMs',
      ]),
    );
    expect(content?.['application/json']?.schema.required).toEqual(['uploadId']);
  });
});
