import type { ErrorCode } from '@dance-pose/contracts';
import type { z } from 'zod';

/** Description of one route for the OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly tag: 'Jobs' | 'Uploads' | 'Legacy clients' | 'Service';
  readonly summary: string;
  readonly description?: string;
  /** Needs no API key and does not count against the rate limit. */
  readonly open?: true;
  /** Each key is a query parameter. */
  readonly query?: z.ZodObject;
  readonly headers?: readonly HeaderParameter[];
  readonly requestBody?: RequestBody;
  /** Successful responses by status. */
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  /** Possible errors; each is answered with a problem document. */
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
