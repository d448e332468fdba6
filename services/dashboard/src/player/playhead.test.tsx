import { expect, test } from '@jest/globals';
import { createPlayhead } from './playhead.ts';

interface FakeVideo extends HTMLVideoElement {
  currentTime: number;
  paused: boolean;
}

const videoOf = (duration: number): FakeVideo =>
  Object.assign(new EventTarget(), {
    ...{ currentTime: 0, duration, paused: true, playbackRate: 1 },
    async play(this: FakeVideo) {
      Object.assign(this, { paused: false });
      this.dispatchEvent(new Event('play'));
    },
    pause(this: FakeVideo) {
      Object.assign(this, { paused: true });
      this.dispatchEvent(new Event('pause'));
    },
  }) as unknown as FakeVideo;

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

test('starts where a link says, at its speed', () => {
  const [playhead, video] = [createPlayhead({ seconds: 2.5, speed: 0.5 }), videoOf(8)];
  playhead.follow(video, 1);
  expect([video.currentTime, video.playbackRate]).toEqual([3.5, 0.5]);
  playhead.speed.set(() => 0.25);
  expect([video.playbackRate, video.defaultPlaybackRate]).toEqual([0.25, 0.25]);
});

test('a loop plays from its start, returns there from its end, and at the end of the clip', () => {
  const [playhead, video] = [createPlayhead(), videoOf(8)];
  playhead.follow(video);
  playhead.repeat({ startMs: 6000, endMs: 8000 });
  expect([video.currentTime, video.paused]).toEqual([6, false]);
  video.currentTime = 8.01;
  video.dispatchEvent(new Event('seeked'));
  expect(video.currentTime).toBe(6);
  video.currentTime = 7.99;
  video.paused = true;
  video.dispatchEvent(new Event('ended'));
  expect([video.currentTime, video.paused]).toEqual([6, false]);
  playhead.pause();
});

test('a seek within a loop keeps it, a seek to elsewhere ends it', () => {
  const playhead = createPlayhead({ loop: { startMs: 1000, endMs: 2000 } });
  playhead.seek(2);
  expect(playhead.loop.get()).toEqual({ startMs: 1000, endMs: 2000 });
  playhead.seek(2.5);
  expect(playhead.loop.get()).toBeUndefined();
});

test('a paused clip may stand after the end of a loop', () => {
  const [playhead, video] = [createPlayhead({ loop: { startMs: 1000, endMs: 2000 } }), videoOf(8)];
  playhead.follow(video);
  video.currentTime = 3;
  video.dispatchEvent(new Event('seeked'));
  expect(video.currentTime).toBe(3);
});
