import { describe, expect, test } from '@jest/globals';
import { recogniseContainer } from './container.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('recogniseContainer', () => {
  test.each([
    ['\0\0\0\x20ftypisom', 'mov'],
    ['\0\0\0\x14ftypqt  ', 'mov'],
    ['\0\0\0\x08wide\0\0', 'mov'],
    ['\x1a\x45\xdf\xa3\x01\0\0\0', 'matroska'],
    ['RIFF\x10\0\0\0AVI LIST', 'avi'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg_pipe'],
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png_pipe'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp_pipe'],
  ])('recognises %j as %s', (head, demuxer) => {
    expect(recogniseContainer(bytes(head))?.demuxer).toBe(demuxer);
  });

  test.each([
    '',
    'R',
    '#EXTM3U\n#EXT-X-VERSION:3',
    'ffconcat version 1.0\n',
    'v=0\no=- 0 0 IN IP4',
    'GIF89a\0\0\0\0\0\0',
    'RIFF\x10\0\0\0WAVEfmt ',
    '\0\0\0\x18ftypheic\0\0\0\0',
    '\0\0\0\x1cftypavif\0\0\0\0',
    '<html><body>',
  ])('rejects %j', (head) => {
    expect(recogniseContainer(bytes(head))).toBeNull();
  });
});
