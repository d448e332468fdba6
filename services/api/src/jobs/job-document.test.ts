import { describe, expect, test } from '@jest/globals';
import { downloadName } from './job-document.ts';

describe('downloadName', () => {
  test.each([
    ['My dance.mov', 'My dance-annotated.mp4'],
    ['no ending', 'no ending-annotated.mp4'],
    ['a.b.avi', 'a.b-annotated.mp4'],
    ['.hidden', 'annotated.mp4'],
  ])('%j', (fileName, expected) => {
    expect(downloadName(fileName, 'annotated.mp4')).toBe(expected);
  });
});
