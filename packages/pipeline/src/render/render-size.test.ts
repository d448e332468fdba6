import { describe, expect, test } from '@jest/globals';
import { renderSize } from './render-size.ts';

describe('renderSize', () => {
  test('keeps the size of a small clip', () => {
    expect(renderSize({ width: 518, height: 496 }, undefined)).toEqual({ width: 518, height: 496 });
    expect(renderSize({ width: 518, height: 496 }, 720)).toEqual({ width: 518, height: 496 });
  });

  test('scales down to even sides with the same aspect ratio', () => {
    expect(renderSize({ width: 1920, height: 1080 }, 480)).toEqual({ width: 854, height: 480 });
    expect(renderSize({ width: 1080, height: 1920 }, 721)).toEqual({ width: 406, height: 722 });
  });
});
