import { describe, expect, test } from '@jest/globals';
import { cleanFileName } from './file-name.ts';

describe('cleanFileName', () => {
  test.each([
    ['dance.mp4', 'dance.mp4'],
    ['C:\\Users\\me\\dance.mp4', 'dance.mp4'],
    ['../../etc/passwd', 'passwd'],
    ['Übung – 踊り.mov', 'Übung – 踊り.mov'],
    ['a\r\nSet-Cookie: x\u0000.mp4', 'aSet-Cookie: x.mp4'],
    ['evil\u202e4pm.exe', 'evil4pm.exe'],
    ['half \ud83d pair', 'half  pair'],
    ['  ', 'upload'],
    ['folder/', 'upload'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanFileName(given)).toBe(cleaned);
  });

  test('a long name keeps its extension and whole characters', () => {
    const cleaned = cleanFileName(`${'💃'.repeat(300)}.webm`);
    expect([...cleaned]).toHaveLength(200);
    expect(cleaned).toMatch(/💃\.webm$/u);
  });
});
