import { availableParallelism } from 'node:os';
import { defaultMediaLimits, UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { failureOf, type ProcessEnd } from './ffmpeg-end.ts';
import { FfmpegError } from './ffmpeg-error.ts';

const bounds = { ...defaultMediaLimits, maxMemoryBytes: 512 * 1024 ** 2, maxCpuSeconds: 60 };
const maxTimeMs = (bounds.maxCpuSeconds * 1000) / availableParallelism();

const failure = (end: Partial<ProcessEnd>): Error | null =>
  failureOf(
    { tool: 'ffmpeg', exitCode: null, signal: null, stderrTail: '', ranMs: 100, ...end },
    bounds,
  );

describe('failureOf', () => {
  test('returns null for success', () => {
    expect(failure({ exitCode: 0 })).toBeNull();
    expect(failure({ exitCode: 0, stderrTail: 'Cannot allocate memory' })).toBeNull();
  });

  test.each<[string, Partial<ProcessEnd>, string]>([
    [
      'FFmpeg ran out of memory',
      { stderrTail: 'filtering: Cannot allocate memory' },
      'too-much-memory',
    ],
    [
      'x264 ran out of memory',
      { stderrTail: 'x264: malloc of size 16386 failed' },
      'too-much-memory',
    ],
    [
      'no memory for a thread',
      { stderrTail: 'decoder for input stream #0:0 : Resource temporarily unavailable' },
      'too-much-memory',
    ],
    ['ffprobe exceeded its time', { exitCode: null, signal: 'SIGXCPU' }, 'processing-timeout'],
    ['ffmpeg exceeded its time', { exitCode: 255, ranMs: maxTimeMs }, 'processing-timeout'],
    ['ffmpeg ignored the first signals', { exitCode: 123, ranMs: maxTimeMs }, 'processing-timeout'],
    [
      'the kernel killed ffmpeg',
      { exitCode: null, signal: 'SIGKILL', ranMs: maxTimeMs },
      'processing-timeout',
    ],
    ['ffmpeg crashed', { exitCode: null, signal: 'SIGSEGV' }, 'unreadable-media'],
  ])('blames the file: %s', (_case, end, code) => {
    const error = failure({ exitCode: 1, ...end });
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code });
  });

  test.each<[string, Partial<ProcessEnd>, boolean]>([
    ['invalid content', { exitCode: 1, stderrTail: 'moov atom not found' }, true],
    [
      'libraries that could not be loaded',
      { exitCode: 127, stderrTail: 'error while loading shared libraries: Cannot allocate memory' },
      false,
    ],
    ['killed by another process', { exitCode: null, signal: 'SIGKILL' }, false],
    ['asked to end by another process', { exitCode: 255 }, false],
  ])('returns an FfmpegError: %s', (_case, end, blamesFile) => {
    const error = failure(end);
    expect(error).toBeInstanceOf(FfmpegError);
    expect(error).toMatchObject({ blamesFile });
  });

  test('names the limit and the next step', () => {
    const error = failure({ exitCode: 1, stderrTail: 'Cannot allocate memory' });
    expect(error?.message).toMatch(/512 MB.*Save it smaller/);
  });
});
