import {
  defaultMediaLimits,
  type ErrorCode,
  jobOptionsSchema,
  type UserError,
} from '@dance-pose/contracts';
import { hasTestdata } from '@dance-pose/local-stack';
import { analyseFile } from '@dance-pose/pipeline';
import { createScriptedEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { givenClips, givenRefusals, unlisted } from './given-clips.ts';
import { checkClip } from './run-table.ts';

const signal = new AbortController().signal;
/** Only for hangs: 4K takes seconds, or minutes on a very busy machine. */
const timeoutMs = 600_000;
const real = hasTestdata ? describe : describe.skip;

real('real clips', () => {
  test.each(givenClips)(
    '$name',
    async (clip) => {
      expect((await checkClip(clip, { whole: false, signal })).problems).toEqual([]);
    },
    timeoutMs,
  );

  test.each(givenRefusals)(
    '%s is refused, because we do not read such files',
    async (inputPath) => {
      await using out = await createTempFolder('clips-out');
      const refusal = await analyseFile(
        {
          ...{ inputPath, fileName: 'clip', outDir: out.path, limits: defaultMediaLimits },
          options: jobOptionsSchema.parse({}),
        },
        {
          engine: createScriptedEngine(() => []),
          signal,
          onProgress: () => {},
          onProbed: () => {},
        },
      ).catch((error: UserError) => error.code);
      expect(refusal).toBe('unsupported-format' satisfies ErrorCode);
    },
  );

  test('the table has every file', async () => {
    expect(await unlisted()).toEqual([]);
  });
});
