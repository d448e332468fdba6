import { availableParallelism } from 'node:os';
import { defaultMediaLimits, UserError } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { failureOf, type ProcessEnd } from './ffmpeg-end.ts';
import { FfmpegError } from './ffmpeg-error.ts';

const bounds = { ...defaultMediaLimits, maxMemoryBytes: 512 * 1024 ** 2, maxCpuSeconds: 60 };
const allTimeMs = (bounds.maxCpuSeconds * 1000) / availableParallelism();

const failure = (end: Partial<ProcessEnd>): Error | null =>
  failureOf(
    { tool: 'ffmpeg', exitCode: null, signal: null, stderrTail: '', ranMs: 100, ...end },
    bounds,
  );

describe('how a process ended, and what it means', () => {
  test('well', () => {
    expect(failure({ exitCode: 0 })).toBeNull();
    expect(failure({ exitCode: 0, stderrTail: 'Cannot allocate memory' })).toBeNull();
  });

  test.each<[string, Partial<ProcessEnd>, string]>([
    [
      'FFmpeg had no memory',
      { stderrTail: 'filtering: Cannot allocate memory' },
      'too-much-memory',
    ],
    ['x264 had none', { stderrTail: 'x264: malloc of size 16386 failed' }, 'too-much-memory'],
    [
      'no room for a thread',
      { stderrTail: 'decoder for input stream #0:0 : Resource temporarily unavailable' },
      'too-much-memory',
    ],
    ['ffprobe was out of time', { exitCode: null, signal: 'SIGXCPU' }, 'processing-timeout'],
    ['ffmpeg was out of time', { exitCode: 255, ranMs: allTimeMs }, 'processing-timeout'],
    ['it would not hear', { exitCode: 123, ranMs: allTimeMs }, 'processing-timeout'],
    [
      'until the kernel made an end',
      { exitCode: null, signal: 'SIGKILL', ranMs: allTimeMs },
      'processing-timeout',
    ],
    ['it crashed', { exitCode: null, signal: 'SIGSEGV' }, 'unreadable-media'],
  ])('%s', (_what, end, code) => {
    const error = failure({ exitCode: 1, ...end });
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code });
  });

  test.each<[string, Partial<ProcessEnd>, boolean]>([
    ['the content was bad', { exitCode: 1, stderrTail: 'moov atom not found' }, true],
    [
      'its libraries had no room',
      { exitCode: 127, stderrTail: 'error while loading shared libraries: Cannot allocate memory' },
      false,
    ],
    ['somebody else killed it', { exitCode: null, signal: 'SIGKILL' }, false],
    ['somebody else asked it to end', { exitCode: 255 }, false],
  ])('%s', (_what, end, blamesFile) => {
    const error = failure(end);
    expect(error).toBeInstanceOf(FfmpegError);
    expect(error).toMatchObject({ blamesFile });
  });

  test('the user reads the bound and what to do', () => {
    const error = failure({ exitCode: 1, stderrTail: 'Cannot allocate memory' });
    expect(error?.message).toMatch(/512 MB.*Save it smaller/);
  });
});
