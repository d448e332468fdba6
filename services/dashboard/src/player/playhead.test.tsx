import { expect, test } from '@jest/globals';
import { createPlayhead } from './playhead.ts';

const videoOf = (duration: number): HTMLVideoElement =>
  Object.assign(new EventTarget(), { currentTime: 0, duration, paused: true }) as HTMLVideoElement;

test('follows the video and seeks in it', () => {
  const [playhead, video] = [createPlayhead(), videoOf(8)];
  playhead.follow(video);
  video.currentTime = 3;
  video.dispatchEvent(new Event('seeked'));
  expect(playhead.seconds.get()).toBe(3);
  playhead.seek(99);
  expect([playhead.seconds.get(), video.currentTime]).toEqual([8, 8]);
});

test('counts from the start of the analysed part, in the original too', () => {
  const [playhead, annotated, original] = [createPlayhead(), videoOf(8), videoOf(12)];
  const leave = playhead.follow(annotated);
  playhead.seek(3);
  leave();
  playhead.follow(original, 2);
  expect(original.currentTime).toBe(5);
  original.dispatchEvent(new Event('seeked'));
  expect(playhead.seconds.get()).toBe(3);
  playhead.seek(99);
  expect([playhead.seconds.get(), original.currentTime]).toEqual([10, 12]);
  original.currentTime = 1;
  original.dispatchEvent(new Event('seeked'));
  expect(playhead.seconds.get()).toBe(0);
});
