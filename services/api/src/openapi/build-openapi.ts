import { artifactNames, type ErrorCode, errorKinds, jobIdSchema } from '@dance-pose/contracts';
import { z } from 'zod';
import type { Route } from '../http/endpoint.ts';
import type {
  HeaderParameter,
  JsonSchema,
  Operation,
  RequestBody,
  ResponseDoc,
} from '../http/operation.ts';
import { componentSchemas, inputSchema, schemaReference } from './schemas.ts';

/** Builds the OpenAPI 3.1 description of a route table. */
export function buildOpenApi(routes: readonly Route[]): JsonSchema {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dance Pose Analyser',
      version: '1.0.0',
      description:
        'Upload a dance clip and get an annotated video with its music, the landmarks of every frame and a movement report.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      [...Map.groupBy(routes, ({ path }) => path)].map(([path, rows]) => [
        path.replace(/:(\w+)/g, '{$1}'),
        Object.fromEntries(
          rows.map(({ method, endpoint }) => [method, operation(path, endpoint.operation)]),
        ),
      ]),
    ),
    components: { schemas: componentSchemas(), securitySchemes: { apiKey } },
  };
}

const apiKey = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API key. A server without API keys requires none.',
};

function operation(path: string, doc: Operation): JsonSchema {
  const parameters = [
    ...pathParameters(path),
    ...queryParameters(doc.query),
    ...(doc.headers ?? []).map(headerParameter),
  ];
  return {
    operationId: doc.operationId,
    tags: [doc.tag],
    summary: doc.summary,
    ...(doc.open ? {} : { security: [{ apiKey: [] }, {}] }),
    ...(doc.description === undefined ? {} : { description: doc.description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(doc.requestBody === undefined ? {} : { requestBody: requestBody(doc.requestBody) }),
    responses: { ...successes(doc), ...problems(doc) },
  };
}

const pathSchemas: Readonly<Record<string, z.ZodType>> = {
  id: jobIdSchema,
  name: z.enum(artifactNames),
  n: z.int().nonnegative(),
  file: z.string().regex(/^[0-9a-f]{32}_annotated\.(mp4|png)$/),
};

function pathParameters(path: string): JsonSchema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = pathSchemas[name];
    if (schema === undefined) throw new Error(`the path parameter :${name} has no schema`);
    return { name, in: 'path', required: true, schema: inputSchema(schema) };
  });
}

function queryParameters(query: z.ZodObject | undefined): JsonSchema[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: inputSchema(schema as z.ZodType),
  }));
}

function headerParameter({ name, description, example }: HeaderParameter): JsonSchema {
  return { name, in: 'header', required: false, description, example, schema: { type: 'string' } };
}

function requestBody({ description, content }: RequestBody): JsonSchema {
  const media = Object.entries(content).map(([type, schema]) => [
    type,
    { schema: schema instanceof z.ZodType ? inputSchema(schema) : schema },
  ]);
  return { description, required: true, content: Object.fromEntries(media) };
}

function successes({ responses }: Operation): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, success(response)]),
  );
}

function success({ description, headers, schema, mediaType }: ResponseDoc): JsonSchema {
  const documented = Object.entries(headers ?? {}).map(([name, meaning]) => [
    name,
    { description: meaning, schema: { type: 'string' } },
  ]);
  const type = mediaType ?? 'application/json';
  const body = schema === undefined ? { type: 'string' } : schemaReference(schema);
  const hasBody = schema !== undefined || mediaType !== undefined;
  return {
    description,
    ...(documented.length === 0 ? {} : { headers: Object.fromEntries(documented) }),
    ...(hasBody ? { content: { [type]: { schema: body } } } : {}),
  };
}

/** Errors of every operation that is not open. */
const refusals: readonly ErrorCode[] = [
  'unauthorized',
  'origin-not-allowed',
  'too-many-requests',
  'queue-unavailable',
];

/** Codes with the same status share one response, whose description lists them all. */
function problems({ errors = [], open }: Operation): Record<string, JsonSchema> {
  const codes = new Set([...(open ? [] : refusals), ...errors, 'internal' as const]);
  const byStatus = Map.groupBy(codes, (code) => errorKinds[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${errorKinds[code].title}`).join('; '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}
