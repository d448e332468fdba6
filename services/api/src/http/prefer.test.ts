import { describe, expect, test } from '@jest/globals';
import { parsePrefer } from './prefer.ts';

describe('parsePrefer', () => {
  test.each([
    [undefined, false, undefined],
    ['', false, undefined],
    ['wait=10', false, 10],
    ['respond-async, wait=100', true, 100],
    ['Respond-Async', true, undefined],
    ['wait = "7"; foo=bar, handling=lenient', false, 7],
    ['wait=5, wait=9', false, 5],
    ['wait=-1', false, undefined],
    ['wait=soon', false, undefined],
    ['wait', false, undefined],
    ['wait=99999999999999999999', false, undefined],
  ])('%j', (header, respondAsync, waitS) => {
    expect(parsePrefer(header)).toEqual({ respondAsync, waitS });
  });
});
