/** An EXIF block (TIFF, little-endian) that contains only the orientation. */
export function exifOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}

/** The image with this orientation in its EXIF data. */
export function withOrientation(image: Buffer, orientation: number): Buffer {
  const exif = exifOf(orientation);
  if (image.toString('latin1', 0, 4) === 'RIFF') return inWebp(image, exif);
  return image.toString('latin1', 1, 4) === 'PNG' ? inPng(image, exif) : inJpeg(image, exif);
}

function inJpeg(image: Buffer, exif: Buffer): Buffer {
  const head = Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1');
  head.writeUInt16BE(exif.length + 8, 2);
  return Buffer.concat([image.subarray(0, 2), head, exif, image.subarray(2)]);
}

/** After IHDR, which always ends at byte 33. FFmpeg does not check the CRC by default. */
function inPng(image: Buffer, exif: Buffer): Buffer {
  const head = Buffer.from('\0\0\0\0eXIf', 'latin1');
  head.writeUInt32BE(exif.length);
  return Buffer.concat([image.subarray(0, 33), head, exif, Buffer.alloc(4), image.subarray(33)]);
}

/** At the end, as WebP requires. */
function inWebp(image: Buffer, exif: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  const whole = Buffer.concat([image, head, exif]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}
