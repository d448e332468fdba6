import { expect, test } from '@jest/globals';
import { frameAt, goToFrame, stepFrames } from './frames.ts';
import { createPlayhead } from './playhead.ts';

const frames = { fps: 30000 / 1001, count: 27_000 };
const { fps } = frames;

test('a frame is shown from its start to its end', () => {
  expect(frameAt(0, frames)).toBe(0);
  for (const frame of [1, 2, 29, 100, 26_999]) {
    expect(frameAt(frame / fps, frames)).toBe(frame);
    expect(frameAt((frame + 0.999) / fps, frames)).toBe(frame);
  }
});

test('a thousand steps forward and back end at the first position', () => {
  const playhead = createPlayhead();
  goToFrame(playhead, 7, frames);
  for (let i = 0; i < 1000; i += 1) stepFrames(playhead, frames, 1);
  expect(frameAt(playhead.seconds.get(), frames)).toBe(1007);
  for (let i = 0; i < 1000; i += 1) stepFrames(playhead, frames, -1);
  expect(frameAt(playhead.seconds.get(), frames)).toBe(7);
});

test('there is no frame before the first and after the last', () => {
  const playhead = createPlayhead();
  stepFrames(playhead, frames, -1);
  expect(frameAt(playhead.seconds.get(), frames)).toBe(0);
  goToFrame(playhead, 27_000, frames);
  expect(frameAt(playhead.seconds.get(), frames)).toBe(26_999);
  // At the end of a video its position is its length, where frame 27,000 would begin.
  expect(frameAt(27_000 / fps, frames)).toBe(26_999);
});
