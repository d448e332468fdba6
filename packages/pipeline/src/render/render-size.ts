import type { Size } from '@dance-pose/contracts';

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

/** Size of the result: that of the clip, or scaled down to `maxHeight` rows; even, as 4:2:0 requires. */
export function renderSize({ width, height }: Size, maxHeight: number | undefined): Size {
  if (maxHeight === undefined || height <= maxHeight) return { width, height };
  const rows = even(maxHeight);
  return { width: even((width * rows) / height), height: rows };
}
