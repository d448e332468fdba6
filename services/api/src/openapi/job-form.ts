import { jobOptionsSchema } from '@dance-pose/contracts';
import type { JsonSchema, RequestBody } from '../http/operation.ts';
import { inputSchema } from './schemas.ts';

/** The multipart form of an upload: the file, and one field per option, with dots between the parts of its name. */
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
        description: 'All options as one JSON object, instead of single fields.',
      },
      ...flatten(inputSchema(jobOptionsSchema)),
    },
  };
}

export const formBody: RequestBody = {
  description: 'The file, and any options, in any order.',
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
