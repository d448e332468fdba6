import {
  artifactSchema,
  healthSchema,
  jobDocumentSchema,
  jobErrorSchema,
  jobListSchema,
  jobOptionsSchema,
  jobProgressSchema,
  legacyUploadSchema,
  mediaInfoSchema,
  momentClipSchema,
  problemSchema,
  readinessSchema,
  resultSummarySchema,
  sessionSchema,
  thumbnailsSchema,
  uploadTicketSchema,
  warningSchema,
} from '@dance-pose/contracts';
import { z } from 'zod';
import type { JsonSchema } from '../http/operation.ts';

/** Schemas of responses, by the names that generated clients use. */
const named = {
  Session: sessionSchema,
  Artifact: artifactSchema,
  Health: healthSchema,
  MediaInfo: mediaInfoSchema,
  Job: jobDocumentSchema,
  JobError: jobErrorSchema,
  JobList: jobListSchema,
  JobOptions: jobOptionsSchema,
  JobProgress: jobProgressSchema,
  MomentClip: momentClipSchema,
  Problem: problemSchema,
  Readiness: readinessSchema,
  ResultSummary: resultSummarySchema,
  Thumbnails: thumbnailsSchema,
  LegacyUpload: legacyUploadSchema,
  UploadTicket: uploadTicketSchema,
  Warning: warningSchema,
};

const reference = (name: string): string => `#/components/schemas/${name}`;

/** `components.schemas` of the OpenAPI document; the schemas refer to each other. */
export function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: reference });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withoutHead(schema)]),
  );
}

/** A reference to one of {@link componentSchemas}. */
export function schemaReference(schema: z.ZodType): JsonSchema {
  const found = Object.entries(named).find(([, candidate]) => candidate === schema);
  if (found === undefined) throw new Error('a response schema has no name in openapi/schemas.ts');
  return { $ref: reference(found[0]) };
}

/** The schema of a request: fields with a default are optional. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return withoutHead(z.toJSONSchema(schema, { io: 'input' }));
}

/** `$schema` and `$id` belong to a stand-alone schema, not to one inside a document. */
function withoutHead({ $schema, $id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
