import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { formatProgress, ProgressLine } from './progress-line.ts';

describe('formatProgress', () => {
  test('shows percentage, frames, speed and remaining time', () => {
    const line = formatProgress({ label: 'Drawing', done: 150, total: 300 }, 5000);
    expect(line).toMatch(
      /^Drawing +\[#{12}-{12}\] {2}50 % {2}150\/300 frames {2}30\.0 fps {2}5 s left$/,
    );
  });

  test('shows no speed before it is known', () => {
    expect(formatProgress({ label: 'Drawing', done: 0, total: 300 }, 9000)).not.toContain('fps');
  });
});

describe('ProgressLine', () => {
  const write = (isInteractive: boolean, times: readonly number[]): string => {
    const err = new PassThrough();
    let now = 0;
    const line = new ProgressLine({ out: new PassThrough(), err, isInteractive }, () => now);
    for (const [done, time] of times.entries()) {
      now = time;
      line.show({ label: 'Drawing', done, total: 100 });
    }
    line[Symbol.dispose]();
    return String(err.read());
  };

  test('redraws one line in a terminal, at most ten times a second, and clears it at the end', () => {
    const text = write(true, [0, 10, 20, 150]);
    expect(text.match(/Drawing/g)).toHaveLength(2);
    expect(text).not.toContain('\n');
    expect(text.endsWith('\r\x1b[K')).toBe(true);
  });

  test('writes a line every few seconds to a log', () => {
    const text = write(false, [0, 150, 300, 5200]);
    expect(text.match(/Drawing/g)).toHaveLength(2);
    expect(text).not.toContain('\x1b');
  });
});
