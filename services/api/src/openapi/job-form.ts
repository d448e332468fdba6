import { jobOptionsSchema } from '@dance-pose/contracts';
import type { JsonSchema, RequestBody } from '../http/operation.ts';
import { inputSchema } from './schemas.ts';

/** The multipart form of an upload: the file, and every option as a field with dots between its names. */
function jobForm(): JsonSchema {
  return {
    type: 'object',
    required: ['file'],
    additionalProperties: false,
    properties: {
      file: { type: 'string', format: 'binary', description: 'The clip or picture.' },
      options: {
        type: 'string',
        contentMediaType: 'application/json',
        description: 'All options as one JSON object, in place of the single fields.',
      },
      ...flatten(inputSchema(jobOptionsSchema)),
    },
  };
}

export const formBody: RequestBody = {
  description: 'The file, and any options. The order of the fields does not matter.',
  content: { 'multipart/form-data': jobForm() },
};

function flatten(schema: JsonSchema, prefix = ''): Record<string, JsonSchema> {
  const properties = Object.entries(schema.properties as Record<string, JsonSchema>);
  return Object.fromEntries(
    properties.flatMap(([name, property]) =>
      property.type === 'object'
        ? Object.entries(flatten(property, `${prefix}${name}.`))
        : [[`${prefix}${name}`, property]],
    ),
  );
}
