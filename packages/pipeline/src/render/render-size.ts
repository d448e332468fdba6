import type { Size } from '@dance-pose/contracts';

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

/** The size of the result: the clip's own, or scaled down to `maxHeight` rows; even, as 4:2:0 video needs it. */
export function renderSize({ width, height }: Size, maxHeight: number | undefined): Size {
  if (maxHeight === undefined || height <= maxHeight) return { width, height };
  const rows = even(maxHeight);
  return { width: even((width * rows) / height), height: rows };
}
