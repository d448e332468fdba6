/** An accepted container, with the name of FFmpeg's demuxer. */
export interface Container {
  readonly demuxer: 'mov' | 'matroska' | 'avi' | 'jpeg_pipe' | 'png_pipe' | 'webp_pipe';
  readonly kind: 'video' | 'image';
}

/** Number of bytes that {@link recogniseContainer} needs. */
export const containerHeadBytes = 32;

/** Boxes that QuickTime and MP4 files start with in practice. */
const movBoxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'moof', 'styp']);
/** Brands of HEIC and AVIF photos, which share the box structure of MP4 but contain no video. */
const photoBrands = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis']);

/**
 * Recognises a container by its first bytes; file names and MIME types are ignored. FFmpeg is then restricted to this
 * demuxer, so a file that is only named `.mp4` cannot reach FFmpeg's playlist, script or network code.
 */
export function recogniseContainer(head: Uint8Array): Container | null {
  const text = (from: number, to: number): string =>
    String.fromCharCode(...head.subarray(from, to));
  const box = text(4, 8);
  if (movBoxes.has(box) && !(box === 'ftyp' && photoBrands.has(text(8, 12)))) {
    return { demuxer: 'mov', kind: 'video' };
  }
  if (text(0, 4) === '\x1a\x45\xdf\xa3') return { demuxer: 'matroska', kind: 'video' };
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'AVI ') return { demuxer: 'avi', kind: 'video' };
  if (text(0, 3) === '\xff\xd8\xff') return { demuxer: 'jpeg_pipe', kind: 'image' };
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return { demuxer: 'png_pipe', kind: 'image' };
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP')
    return { demuxer: 'webp_pipe', kind: 'image' };
  return null;
}
