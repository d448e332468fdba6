import { expect, test } from '@jest/globals';
import { createPlayhead } from './playhead.ts';
import { frameAt, goToFrame, stepFrames } from './step-frames.ts';

const fps = 30000 / 1001;

test('a frame is shown from its start to its end', () => {
  expect(frameAt(0, fps)).toBe(0);
  for (const frame of [1, 2, 29, 100, 26_999]) {
    expect(frameAt(frame / fps, fps)).toBe(frame);
    expect(frameAt((frame + 0.999) / fps, fps)).toBe(frame);
  }
});

test('a thousand steps forward and back end at the first position', () => {
  const playhead = createPlayhead();
  goToFrame(playhead, 7, fps);
  for (let i = 0; i < 1000; i += 1) stepFrames(playhead, null, fps, 1);
  expect(frameAt(playhead.seconds.get(), fps)).toBe(1007);
  for (let i = 0; i < 1000; i += 1) stepFrames(playhead, null, fps, -1);
  expect(frameAt(playhead.seconds.get(), fps)).toBe(7);
});

test('there is no step before the first frame', () => {
  const playhead = createPlayhead();
  stepFrames(playhead, null, fps, -1);
  expect(frameAt(playhead.seconds.get(), fps)).toBe(0);
});
