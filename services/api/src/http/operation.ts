import type { ErrorCode } from '@dance-pose/contracts';
import type { z } from 'zod';

/** What the API description says of one row of the route table. */
export interface Operation {
  readonly operationId: string;
  readonly tag: 'Jobs' | 'Uploads' | 'Legacy clients' | 'Service';
  readonly summary: string;
  readonly description?: string;
  /** Answers everybody, without key and uncounted. */
  readonly open?: true;
  /** Every key is a parameter. */
  readonly query?: z.ZodObject;
  readonly headers?: readonly HeaderParameter[];
  readonly requestBody?: RequestBody;
  /** What is answered when all goes well, by status. */
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  /** What can go wrong; each is a problem document. */
  readonly errors?: readonly ErrorCode[];
}

export interface HeaderParameter {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

export interface RequestBody {
  readonly description: string;
  /** JSON Schema by media type. */
  readonly content: Readonly<Record<string, z.ZodType | JsonSchema>>;
}

export interface ResponseDoc {
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly schema?: z.ZodType;
  /** Default `application/json`. */
  readonly mediaType?: string;
}

export type JsonSchema = Readonly<Record<string, unknown>>;
