import type { VideoStream } from './ffprobe-header.ts';

/** Meaning of the numbers of a stored picture. */
export interface PictureColour {
  /** swscale's name of the matrix between YUV and RGB; null for RGB. */
  readonly matrix: 'bt601' | 'bt709' | 'bt2020' | 'smpte240m' | 'fcc' | null;
  readonly fullRange: boolean;
  /** Transfer curve of HDR (ITU-R BT.2100): perceptual quantiser or hybrid log-gamma. */
  readonly hdr: 'pq' | 'hlg' | null;
  /** Primaries outside BT.709, which must be mapped into it. */
  readonly wideGamut: 'bt2020' | 'smpte431' | 'smpte432' | null;
  readonly alpha: boolean;
}

const rgbFormat = /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8)/;
const alphaFormat = /^(rgba|bgra|argb|abgr|gbrap|yuva|ya\d|pal8)/;

const matrices: Readonly<Record<string, PictureColour['matrix']>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
  smpte240m: 'smpte240m',
  fcc: 'fcc',
};

/** Number of stored rows from which browsers assume BT.709 for untagged video (Chromium's rule). */
const hdRows = 720;

export function pictureColour(stream: VideoStream): PictureColour {
  const { pixelFormat, colour, height } = stream;
  const rgb = rgbFormat.test(pixelFormat);
  const hdr = { smpte2084: 'pq', 'arib-std-b67': 'hlg' }[colour.transfer] as
    | 'pq'
    | 'hlg'
    | undefined;
  const unmarked = hdr ? 'bt2020' : height < hdRows ? 'bt601' : 'bt709';
  const wide = ['bt2020', 'smpte431', 'smpte432'].find((name) => name === colour.primaries);
  return {
    matrix: rgb ? null : (matrices[colour.matrix] ?? unmarked),
    fullRange: rgb || colour.range === 'pc' || pixelFormat.startsWith('yuvj'),
    hdr: hdr ?? null,
    wideGamut: (wide as PictureColour['wideGamut']) ?? (hdr ? 'bt2020' : null),
    alpha: alphaFormat.test(pixelFormat),
  };
}

/** Colours of the picture after {@link toStandardColour}. */
export const standardColour: PictureColour = {
  matrix: 'bt709',
  fullRange: false,
  hdr: null,
  wideGamut: null,
  alpha: false,
};

/**
 * Filters that convert HDR and wide-gamut pictures to BT.709 in linear light. HDR white is 203 cd/m² (ITU-R BT.2408)
 * and the peak is five times that, the display on which HDR is mastered. `mobius` does not change what is darker than a
 * third of white.
 */
export function toStandardColour(colour: PictureColour): string[] {
  if (!colour.wideGamut) return [];
  const from = [
    `matrixin=${zscaleMatrix(colour)}`,
    `primariesin=${colour.wideGamut}`,
    `transferin=${colour.hdr === 'pq' ? 'smpte2084' : colour.hdr === 'hlg' ? 'arib-std-b67' : 'bt709'}`,
    `rangein=${colour.fullRange ? 'full' : 'limited'}`,
  ];
  return [
    `zscale=${from.join(':')}:transfer=linear:npl=203`,
    'format=gbrpf32le',
    'zscale=primaries=bt709',
    ...(colour.hdr ? ['tonemap=mobius:peak=5:desat=0'] : []),
    'zscale=transfer=bt709:matrix=bt709:range=limited',
    'format=yuv444p',
  ];
}

function zscaleMatrix({ matrix }: PictureColour): string {
  if (matrix === null) return 'gbr';
  return {
    bt601: 'smpte170m',
    bt709: 'bt709',
    bt2020: 'bt2020nc',
    smpte240m: 'smpte2400m',
    fcc: 'fcc',
  }[matrix];
}
