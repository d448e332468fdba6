import { describe, expect, test } from '@jest/globals';
import { exifOf, withOrientation } from '../testing/test-exif.ts';
import { type ReadAt, readExifOrientation } from './exif.ts';

const over =
  (bytes: Uint8Array): ReadAt =>
  (position, length) => {
    const part = Uint8Array.from(bytes.subarray(position, position + length));
    return Promise.resolve(new DataView(part.buffer));
  };

const jpeg = Buffer.from('\xff\xd8\xff\xe0\0\x04JF\xff\xda\0\x02', 'latin1');
const png = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
  Buffer.alloc(17),
]);
const webp = Buffer.from('RIFF\x14\0\0\0WEBPVP8 \x03\0\0\0abc\0', 'latin1');

describe('readExifOrientation', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('finds %d in each format', async (orientation) => {
    const found = await Promise.all([
      readExifOrientation('jpeg_pipe', over(withOrientation(jpeg, orientation))),
      readExifOrientation('png_pipe', over(withOrientation(png, orientation))),
      readExifOrientation('webp_pipe', over(withOrientation(webp, orientation))),
    ]);
    expect(found).toEqual([orientation, orientation, orientation]);
  });

  test('reads both byte orders', async () => {
    const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0', 'latin1');
    const segment = Buffer.from('\xff\xd8\xff\xe1\0\x20Exif\0\0', 'latin1');
    expect(await readExifOrientation('jpeg_pipe', over(Buffer.concat([segment, tiff])))).toBe(6);
  });

  test.each([
    ['no EXIF', jpeg],
    ['an orientation that does not exist', withOrientation(jpeg, 9)],
    ['truncated EXIF', withOrientation(jpeg, 6).subarray(0, 20)],
    [
      'a directory that lies outside',
      (() => {
        const image = withOrientation(jpeg, 6);
        image.writeUInt32LE(0xffff_fff0, image.indexOf('II*\0', 0, 'latin1') + 4);
        return image;
      })(),
    ],
    ['endless segments', Buffer.alloc(100_000, '\xff\xe2\0\x02', 'latin1')],
    ['no content', new Uint8Array()],
  ])('does not rotate a photo with %s', async (_case, image) => {
    expect(await readExifOrientation('jpeg_pipe', over(image))).toBe(1);
  });

  test('does not read video containers', async () => {
    expect(await readExifOrientation('mov', over(exifOf(6)))).toBe(1);
  });
});
