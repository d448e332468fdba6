import { describe, expect, test } from '@jest/globals';
import { UserError } from './errors.ts';
import { jobOptionsSchema } from './job-options.ts';
import { parseUserInput } from './parse.ts';

describe('parseUserInput', () => {
  test('fills defaults', () => {
    expect(parseUserInput(jobOptionsSchema, {}).encode.crf).toBe(23);
  });

  test('names every field that is not valid, including unknown ones', () => {
    const input = { modle: 'lite', overlay: { style: 'glow', colour: 'orange-blue', size: 3 } };
    const refused = (): unknown => parseUserInput(jobOptionsSchema, input, 'invalid-options');
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'invalid-options',
        fields: [
          { path: 'overlay.style', message: expect.stringContaining('skeleton-only') },
          { path: 'overlay.size', message: 'is not known' },
          { path: 'modle', message: 'is not known' },
        ],
      }),
    );
  });
});
