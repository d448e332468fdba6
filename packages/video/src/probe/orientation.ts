/**
 * Rotation that makes a stored picture upright, with EXIF's numbers (CIPA DC-008, tag 0x0112): 1 none, 2 mirrored,
 * 3 half turn, 4 upside down, 5 transposed, 6 quarter turn clockwise, 7 transposed over the other diagonal,
 * 8 quarter turn anticlockwise.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

interface Rotation {
  /** Clockwise degrees, applied after mirroring. */
  readonly degrees: 0 | 90 | 180 | 270;
  readonly filters: readonly string[];
}

const rotations: Readonly<Record<Orientation, Rotation>> = {
  1: { degrees: 0, filters: [] },
  2: { degrees: 0, filters: ['hflip'] },
  3: { degrees: 180, filters: ['hflip', 'vflip'] },
  4: { degrees: 180, filters: ['vflip'] },
  5: { degrees: 270, filters: ['transpose=cclock_flip'] },
  6: { degrees: 90, filters: ['transpose=clock'] },
  7: { degrees: 90, filters: ['transpose=clock_flip'] },
  8: { degrees: 270, filters: ['transpose=cclock'] },
};

export const clockwiseDegrees = (orientation: Orientation): number =>
  rotations[orientation].degrees;

export const uprightFilters = (orientation: Orientation): readonly string[] =>
  rotations[orientation].filters;

export const swapsSides = (orientation: Orientation): boolean => orientation >= 5;

export const isOrientation = (value: number | undefined): value is Orientation =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8;

/**
 * The orientation nearest to a QuickTime display matrix (ISO/IEC 14496-12, 6.2.2), which maps a stored point (p, q) to
 * (a·p + c·q, b·p + d·q). Files that rotate by 45° do not occur in practice.
 */
export function orientationOfMatrix(a: number, b: number, c: number, d: number): Orientation {
  if (Math.abs(a) + Math.abs(d) >= Math.abs(b) + Math.abs(c)) {
    if (a < 0) return d < 0 ? 3 : 2;
    return d < 0 ? 4 : 1;
  }
  if (c < 0) return b < 0 ? 7 : 6;
  return b < 0 ? 8 : 5;
}
