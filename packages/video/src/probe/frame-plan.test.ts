import { UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { MediaHeader, VideoStream } from './ffprobe-header.ts';
import { analysedPart, clipTiming, evenSize, plannedFrames, uprightSize } from './frame-plan.ts';
import type { PacketTimes } from './packet-times.ts';

const stream: VideoStream = {
  index: 0,
  codec: 'h264',
  isDefault: true,
  startSeconds: 0,
  durationSeconds: 10,
  width: 1920,
  height: 1080,
  pixelFormat: 'yuv420p',
  sampleAspectRatio: 1,
  averageRate: { num: 25, den: 1 },
  timeBase: { num: 1, den: 12_800 },
  frameCount: 250,
  orientation: 1,
  colour: { range: 'tv', matrix: 'bt709', transfer: 'bt709', primaries: 'bt709' },
};
const header: MediaHeader = {
  container: 'mov,mp4',
  startSeconds: 0,
  durationSeconds: 10,
  videos: [stream],
  audios: [],
};
const packets: PacketTimes = {
  count: 250,
  startSeconds: 0,
  endSeconds: 10,
  rate: 25,
  variable: false,
  keyFrameSeconds: [0.2, 2.2],
};

describe('uprightSize and evenSize', () => {
  test.each([
    ['an upright phone', { orientation: 6 }, [1080, 1920]],
    ['wide pixels', { width: 1440, sampleAspectRatio: 4 / 3 }, [1920, 1080]],
    ['tall pixels', { width: 720, height: 288, sampleAspectRatio: 0.5 }, [720, 576]],
    [
      'wide pixels, turned',
      { width: 360, height: 1280, sampleAspectRatio: 2, orientation: 8 },
      [1280, 720],
    ],
    ['an implausible pixel aspect ratio', { sampleAspectRatio: 65_535 }, [1920, 1080]],
    ['odd sides', { width: 359, height: 639 }, [360, 640]],
  ] as const)('%s', (_case, changes, [width, height]) => {
    expect(evenSize(uprightSize({ ...stream, ...changes }))).toEqual({ width, height });
  });
});

describe('clipTiming', () => {
  test('uses the times of the packets', () => {
    const measured = { ...packets, startSeconds: 0.2, endSeconds: 10.2 };
    const late = { ...header, startSeconds: 0.1 };
    expect(clipTiming(late, stream, measured)).toMatchObject({
      rate: { num: 25, den: 1 },
      startSeconds: expect.closeTo(0.1),
      endSeconds: expect.closeTo(10.1),
      keyFrameSeconds: [expect.closeTo(0.1), expect.closeTo(2.1)],
    });
  });

  test('uses the header for a truncated file', () => {
    const cut = { ...packets, count: 60, endSeconds: 2.6, rate: 22.1 };
    expect(clipTiming(header, stream, cut)).toMatchObject({
      rate: { num: 25 },
      endSeconds: 10,
      keyFrameSeconds: null,
    });
  });

  test('works without a header, as for a live recording', () => {
    const live = {
      ...stream,
      durationSeconds: null,
      averageRate: { num: 1000, den: 1 },
      frameCount: null,
    };
    expect(clipTiming(header, live, packets)).toMatchObject({ rate: { num: 25 }, endSeconds: 10 });
  });

  test('refuses a clip without any times', () => {
    const time = () => clipTiming(header, { ...stream, durationSeconds: null }, null);
    expect(time).toThrow(UserError);
  });
});

describe('plannedFrames', () => {
  const clip = {
    rate: { num: 25, den: 1 },
    startSeconds: 0.4,
    endSeconds: 10.4,
    variableRate: false,
    storedFps: 25,
    keyFrameSeconds: [0.4],
  };

  test.each([
    ['the whole file', undefined, { leadFrames: 10, frameCount: 250 }],
    ['from before the picture', { startMs: 200, endMs: 1400 }, { leadFrames: 5, frameCount: 25 }],
    ['from the middle', { startMs: 2000, endMs: 4000 }, { leadFrames: 0, frameCount: 50 }],
    ['up to the end', { startMs: 10_000 }, { leadFrames: 0, frameCount: 10 }],
    ['beyond the end', { startMs: 10_000, endMs: 99_000 }, { leadFrames: 0, frameCount: 10 }],
  ])('%s', (_case, trim, expected) => {
    expect(plannedFrames(clip, analysedPart(trim, clip))).toEqual(expected);
  });

  test('has at least one frame', () => {
    const moment = { ...clip, startSeconds: 0, endSeconds: 0.001 };
    expect(plannedFrames(moment, null)).toEqual({ leadFrames: 0, frameCount: 1 });
  });

  test('refuses a start after the end and names the field', () => {
    const part = () => analysedPart({ startMs: 10_400 }, clip);
    expect(part).toThrow('trim.startMs is 10400, but the clip ends after 10400 ms');
    expect(part).toThrow(expect.objectContaining({ code: 'invalid-options' }));
  });
});
