import { describe, expect, test } from '@jest/globals';
import { FfmpegError, tailOf } from './ffmpeg-error.ts';

describe('FfmpegError', () => {
  test.each([
    ['invalid content', { exitCode: 1, stderrTail: 'moov atom not found' }, true],
    ['a stall', { stalled: true }, true],
    ['a kill', { exitCode: null, stderrTail: 'moov atom not found' }, false],
    ['a missing filter', { exitCode: 1, stderrTail: "No such filter: 'zscale'" }, false],
    ['an unknown option', { exitCode: 1, stderrTail: "Unrecognized option 'fps_mode'." }, false],
    ['a missing program', { exitCode: 127, stderrTail: 'exec: ffmpeg: not found' }, false],
    ['a full disk', { exitCode: 228, stderrTail: 'No space left on device' }, false],
  ])('blamesFile for %s', (_case, details, blamesFile) => {
    expect(new FfmpegError('ffmpeg ended', details).blamesFile).toBe(blamesFile);
  });

  test("keeps the end of FFmpeg's output, up to the length of a log line", () => {
    const stderr = Array.from({ length: 500 }, (_, line) => `line ${line} ${'x'.repeat(300)}`).join(
      '\n\n',
    );
    expect(tailOf(stderr).length).toBeLessThanOrEqual(1200);
    expect(tailOf('a\nb\n')).toBe('a | b');
  });
});
