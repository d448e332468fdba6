import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { EnvError, parseEnv } from './env.ts';

const schema = z.object({
  PORT: z.coerce.number().int().max(65_535).default(8000),
  URL_SECRET: z.string().min(16),
});

describe('parseEnv', () => {
  test('fills in defaults and treats empty variables as unset', () => {
    expect(parseEnv(schema, { PORT: '', URL_SECRET: '0123456789abcdef' })).toEqual({
      PORT: 8000,
      URL_SECRET: '0123456789abcdef',
    });
  });

  test('names every invalid variable, without showing secrets', () => {
    const parse = () => parseEnv(schema, { PORT: '99999', URL_SECRET: 'short' });
    expect(parse).toThrow(EnvError);
    expect(parse).toThrow(/PORT is "99999".*65535/);
    expect(parse).toThrow(/URL_SECRET is \(hidden\)/);
    expect(parse).not.toThrow(/short/);
  });
});
