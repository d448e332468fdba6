import type { Container } from './container.ts';
import { isOrientation, type Orientation } from './orientation.ts';

/** Reads up to `length` bytes from `position`; fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<DataView>;

/** A picture has a handful of segments before its EXIF data; a hostile one may have millions. */
const maxSegments = 512;
const maxExifBytes = 65_536;
const exifPrefixBytes = 6;

/**
 * Reads the orientation of a photo. FFmpeg 5.1 reads it from JPEG only, later versions from more formats; so it is read
 * here for all three, and FFmpeg's own rotation is disabled.
 */
export async function readExifOrientation(
  demuxer: Container['demuxer'],
  readAt: ReadAt,
): Promise<Orientation> {
  const exif = await findExif(demuxer, readAt);
  const value = exif ? orientationTag(exif) : undefined;
  return isOrientation(value) ? value : 1;
}

function findExif(demuxer: Container['demuxer'], readAt: ReadAt): Promise<DataView | null> {
  if (demuxer === 'jpeg_pipe') return findInJpeg(readAt);
  if (demuxer === 'png_pipe') return findInPng(readAt);
  if (demuxer === 'webp_pipe') return findInWebp(readAt);
  return Promise.resolve(null);
}

const ascii = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));

/** Reads segments `FF xx length …` up to the start of the scan; EXIF is an APP1 that starts with `Exif\0\0`. */
async function findInJpeg(readAt: ReadAt): Promise<DataView | null> {
  let position = 2;
  for (let segment = 0; segment < maxSegments; segment++) {
    const head = await readAt(position, 4 + exifPrefixBytes);
    if (head.byteLength < 4 || head.getUint8(0) !== 0xff) return null;
    const marker = head.getUint8(1);
    if (marker === 0xda || marker === 0xd9) return null;
    if (
      marker === 0xe1 &&
      head.byteLength === 10 &&
      ascii(head, 4, exifPrefixBytes) === 'Exif\0\0'
    ) {
      return readAt(position + head.byteLength, maxExifBytes);
    }
    // Any number of fill bytes FF may precede a marker.
    position += marker === 0xff ? 1 : 2 + head.getUint16(2);
  }
  return null;
}

/** Reads chunks `length type data crc`; the third edition of PNG has EXIF in `eXIf`. */
async function findInPng(readAt: ReadAt): Promise<DataView | null> {
  let position = 8;
  for (let chunk = 0; chunk < maxSegments; chunk++) {
    const head = await readAt(position, 8);
    if (head.byteLength < 8) return null;
    if (ascii(head, 4, 4) === 'eXIf') return readAt(position + 8, maxExifBytes);
    position += 12 + head.getUint32(0);
  }
  return null;
}

/** Reads RIFF chunks `type length data`, padded to even; some writers keep the JPEG prefix `Exif\0\0`. */
async function findInWebp(readAt: ReadAt): Promise<DataView | null> {
  let position = 12;
  for (let chunk = 0; chunk < maxSegments; chunk++) {
    const head = await readAt(position, 8 + exifPrefixBytes);
    if (head.byteLength < 8) return null;
    const lengthBytes = head.getUint32(4, true);
    if (ascii(head, 0, 4) === 'EXIF') {
      const prefixed = head.byteLength === 14 && ascii(head, 8, exifPrefixBytes) === 'Exif\0\0';
      return readAt(position + 8 + (prefixed ? exifPrefixBytes : 0), maxExifBytes);
    }
    position += 8 + lengthBytes + (lengthBytes % 2);
  }
  return null;
}

const orientationTagId = 0x0112;

/** The orientation in the first directory of a TIFF structure, undefined if it has none. */
function orientationTag(tiff: DataView): number | undefined {
  if (tiff.byteLength < 10) return undefined;
  const little = ascii(tiff, 0, 2) === 'II';
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(at, little) === orientationTagId) return tiff.getUint16(at + 8, little);
  }
  return undefined;
}
