import type { PoseFrame, Sentence } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { record, standing } from '../testing/fixture-dancer.ts';
import { steadyMusic } from '../testing/music-fixtures.ts';
import * as testing from '../testing/report-of.ts';
import { textOf } from '../testing/sentences.ts';

const reportOf = (frames: readonly PoseFrame[]) => testing.reportOf(frames, steadyMusic(16));
const textsOf = (sentences: readonly Sentence[]): string[] => sentences.map(({ text }) => text);

describe('the summary of little data', () => {
  test('is one sentence if nobody was found', async () => {
    const empty = await reportOf(
      record(60, () => standing).map((frame) => ({ ...frame, people: [] })),
    );
    expect(textsOf(empty.report.summary)).toEqual([expect.stringMatching(/^Nobody was found/)]);
  });

  test('says that the feet are missing', async () => {
    const isUpper = (name: string): boolean => !/Knee|Ankle|Heel|Foot/.test(name);
    const half = await reportOf(
      record(
        150,
        () => standing,
        (name) => (isUpper(name) ? 1 : 0.1),
      ),
    );
    expect(textOf(half.report.summary)).toContain('Your feet were in sight for 0 % of the time');
    expect(textOf(half.report.summary)).not.toMatch(/jump;|plié bends|balance on one foot/);
  });

  test('says that a clip of two seconds is short', async () => {
    const short = await reportOf(record(60, () => standing));
    expect(textOf(short.report.summary)).toContain('only 2.0 s long');
  });

  test('of a picture describes the pose, and says that there is no movement', async () => {
    const still = await reportOf(record(1, () => standing));
    expect(textsOf(still.report.summary)).toEqual([
      'Your left knee is bent by 0°, your right one by 0°, as seen in the picture.',
      expect.stringMatching(/^Your left elbow is bent by \d°/),
      'This is a single picture, so movement could not be measured.',
    ]);
    expect(still.report.phrases).toEqual([]);
    expect(textOf(still.report.cautions)).not.toMatch(/frames a second|jump heights/);
  });
});
