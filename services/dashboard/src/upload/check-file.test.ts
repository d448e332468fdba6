import { describe, expect, test } from '@jest/globals';
import { defaultLimits, fileProblem } from './check-file.ts';

const file = (name: string, type: string, size = 1000) => ({ name, type, size });

describe('fileProblem', () => {
  test.each([
    ['a clip', file('dance.mp4', 'video/mp4')],
    ['a clip whose kind the browser does not know', file('dance.MKV', '')],
    ['a photo', file('pose.jpeg', 'image/jpeg')],
    ['a clip without an ending', file('dance', 'video/quicktime')],
    ['the largest there may be', file('dance.mov', 'video/quicktime', defaultLimits.maxBytes)],
  ])('accepts %s', (_what, given) => {
    expect(fileProblem(given)).toBeUndefined();
  });

  test.each([
    ['an empty one', file('dance.mp4', 'video/mp4', 0), /empty/],
    ['one that is too large', file('a.mp4', 'video/mp4', defaultLimits.maxBytes + 1), /at most/],
    ['a text', file('notes.txt', 'text/plain'), /not a video or a photo/],
    ['a text that is called a video', file('notes.mp4', 'text/plain'), /not a video or a photo/],
    ['music', file('song.mp3', 'audio/mpeg'), /not a video or a photo/],
    ['what is nothing known', file('thing', ''), /not a video or a photo/],
    ['a photo of an iPhone', file('pose.heic', 'image/heic'), /HEIC .* JPEG/],
  ])('refuses %s with a reason', (_what, given, why) => {
    expect(fileProblem(given)).toMatch(why);
  });
});
