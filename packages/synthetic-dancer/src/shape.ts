import type { Pixel } from './camera.ts';

/** Visible outline of a round slice of the body: a few pixels around it, in any order. */
export type Section = readonly Pixel[];

/** Convex hull of some pixels, clockwise in the picture (Andrew 1979). */
export function convexHull(pixels: readonly Pixel[]): Pixel[] {
  const sorted = pixels.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: readonly Pixel[]): Pixel[] => {
    const chain: Pixel[] = [];
    for (const pixel of ordered) {
      while (chain.length >= 2 && !turnsLeft(chain.at(-2), chain.at(-1), pixel)) chain.pop();
      chain.push(pixel);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turnsLeft(a: Pixel | undefined, b: Pixel | undefined, c: Pixel): boolean {
  if (a === undefined || b === undefined) return true;
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

/** Hulls of neighbouring sections. All wind the same way, so that filled as one path they have no seams. */
export function skins(sections: readonly Section[]): Pixel[][] {
  if (sections.length === 1) return [convexHull(sections[0] ?? [])];
  return sections.slice(1).map((section, i) => convexHull([...(sections[i] ?? []), ...section]));
}

export function centreOf(section: Section): Pixel {
  const sum = section.reduce(([x, y], [px, py]): Pixel => [x + px, y + py], [0, 0] as Pixel);
  return [sum[0] / section.length, sum[1] / section.length];
}

/**
 * Inserts sections between the given ones, so that the outline is smooth: each pixel follows a Catmull-Rom spline
 * (1974) through its counterparts. All sections have the same number of pixels.
 */
export function rounded(sections: readonly Section[]): Section[] {
  const steps = 3;
  return sections.flatMap((section, i) => {
    const next = sections[i + 1];
    if (next === undefined) return [section];
    const before = sections[i - 1] ?? section;
    const after = sections[i + 2] ?? next;
    return Array.from({ length: steps }, (_, step) =>
      section.map((pixel, k) =>
        onCurve([before[k] ?? pixel, pixel, next[k] ?? pixel, after[k] ?? pixel], step / steps),
      ),
    );
  });
}

function onCurve([a, b, c, d]: readonly [Pixel, Pixel, Pixel, Pixel], t: number): Pixel {
  const along = (axis: 0 | 1): number => {
    const [p, q, r, s] = [a[axis], b[axis], c[axis], d[axis]];
    return q + (t / 2) * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
  };
  return [along(0), along(1)];
}
