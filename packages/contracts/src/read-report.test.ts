import { describe, expect, test } from '@jest/globals';
import { ZodError } from 'zod';
import { readReport } from './read-report.ts';
import { say } from './sentences/say.ts';

// Reports as stores and clients hold them. What is read here must stay readable: add fixtures, do not change them.

const source = { width: 720, height: 1280, fps: 30, frameCount: 1, durationMs: 33 };

/** `report.json`, schema 1: a clip with music, and what differs without. */
const report = {
  schemaVersion: 1,
  source,
  engine: '@mediapipe/tasks-vision',
  model: 'full',
  options: { cutoffHz: 6, minVisibility: 0.5, exports: [] },
  summary: ['You move on the beat.'],
  music: {
    heard: 'beat',
    bpm: 120,
    beats: [{ timeMs: 500, count: 1, confidence: 0.9 }],
    confidence: 'high',
    clarity: 0.8,
    countConfidence: 'medium',
  },
  motionBeats: [{ timeMs: 510, depth: 1.2 }],
  view: { frontal: 0.9, side: 0 },
  repairs: {
    frames: 1,
    framesWithoutDancer: 0,
    falsePeople: 0,
    otherPeople: 0,
    sideSwaps: 0,
    sideSwapFrames: 0,
    outliers: 0,
    impossibleBones: 0,
    bridged: 0,
    leftOpen: 0,
  },
  metrics: [
    {
      id: 'left-knee-range',
      label: 'Range of motion, left knee',
      value: null,
      unit: '°',
      coverage: 0.2,
      confidence: 'low',
      validity: 'not-from-this-view',
      reason: 'The knee is hidden.',
    },
  ],
  phrasing: { by: 'counts', confidence: 'high' },
  phrases: [{ startMs: 0, endMs: 33, span: { from: 0, to: 1 }, counts: 8, metrics: [] }],
  cautions: [],
};
const reportWithoutMusic = {
  ...report,
  music: { heard: 'no-sound', reason: 'The file has no sound.' },
  phrasing: { by: 'time', reason: 'There is no music.' },
  phrases: [{ startMs: 0, endMs: 33, span: { from: 0, to: 1 }, counts: null, metrics: [] }],
};

/** `report.json`, schema 2, as it was before it had moments. */
const withoutMoments = {
  ...report,
  schemaVersion: 2,
  summary: [{ code: 'sides-equal', values: {}, text: 'Your left and right sides move equally.' }],
  music: {
    ...report.music,
    meter: 3,
    counts: 6,
    alternatives: [60, 240],
    sections: [{ startMs: 500, endMs: 1000, bpm: 120 }],
    given: { bpm: 120, meter: 3, oneMs: 500 },
  },
  view: { frontal: 0.9, side: 0, from: 'front' },
  metrics: [
    {
      ...{ id: 'left-knee-range', label: 'Range of motion, left knee', unit: '°' },
      ...{ value: 62, error: 4, coverage: 0.9, confidence: 'medium', validity: 'valid' },
    },
    {
      ...{ id: 'right-knee-range', label: 'Range of motion, right knee', unit: '°' },
      ...{ value: null, error: null, coverage: 0.2, confidence: 'low', validity: 'valid' },
      errorReason: { code: 'error-of-no-value', values: {}, text: 'There is no value.' },
      reason: { code: 'hidden', values: { part: 'right-knee' }, text: 'The knee was hidden.' },
    },
  ],
  cautions: [{ code: 'sides-swapped', values: { frames: 3 }, text: 'Swapped in 3 frames.' }],
};
/** `report.json`, schema 2. */
const secondReport = {
  ...withoutMoments,
  summary: [{ ...withoutMoments.summary[0], moments: [0] }],
  moments: [
    {
      ...{ kind: 'smallest-angle', startMs: 400, peakMs: 500, endMs: 600, frame: 0, side: 'left' },
      ...{ metric: 'left-knee-range', value: 62, unit: '°', error: 4, confidence: 'medium' },
      ...{ phrase: 0, count: 1 },
    },
  ],
};
const secondReportWithoutMusic = {
  ...secondReport,
  music: { heard: 'no-sound', reason: { code: 'music-no-sound', values: {}, text: 'No sound.' } },
  phrasing: { by: 'time', reason: { code: 'music-no-sound', values: {}, text: 'No sound.' } },
};

describe('a report of schema 1 is read as one of schema 2', () => {
  const kept = (text: string) => ({ code: 'from-older-report', values: {}, text });
  const { summary, cautions, music, view, metrics, phrasing, ...others } = report;

  test('with its texts, and no errors of its values', () => {
    const [knee] = metrics;
    expect(readReport(report)).toEqual({
      ...others,
      schemaVersion: 2,
      summary: [{ ...kept('You move on the beat.'), moments: [] }],
      moments: [],
      cautions: [],
      music: {
        ...music,
        ...{ meter: 4, counts: 8, alternatives: [], given: {} },
        sections: [{ startMs: 500, endMs: 1000, bpm: 120 }],
      },
      view: { ...view, from: null },
      metrics: [
        {
          ...knee,
          reason: kept('The knee is hidden.'),
          error: null,
          errorReason: say('error-not-stored'),
        },
      ],
      phrasing,
    });
  });

  test('without music', () => {
    expect(readReport(reportWithoutMusic)).toMatchObject({
      schemaVersion: 2,
      music: { heard: 'no-sound', reason: kept('The file has no sound.') },
      phrasing: { by: 'time', reason: kept('There is no music.') },
    });
  });

  test('in its phrases, too', () => {
    const phrases = report.phrases.map((phrase) => ({ ...phrase, metrics }));
    const [phrase] = readReport({ ...report, phrases }).phrases;
    expect(phrase?.metrics[0]).toMatchObject({ error: null, reason: kept('The knee is hidden.') });
  });

  test.each([null, 'text', [], {}, { schemaVersion: 1 }, { ...report, schemaVersion: 3 }])(
    'but %j is refused',
    (stored) => {
      expect(() => readReport(stored)).toThrow(ZodError);
    },
  );
});

test('a report of schema 2 without moments has none', () => {
  const [sentence] = withoutMoments.summary;
  expect(readReport(withoutMoments)).toEqual({
    ...withoutMoments,
    summary: [{ ...sentence, moments: [] }],
    moments: [],
  });
});

test.each([
  ['with music', secondReport],
  ['without music', secondReportWithoutMusic],
])('a report of schema 2 is read, %s', (_name, stored) => {
  expect(readReport(stored)).toEqual(stored);
});
