import type { Size } from '@dance-pose/contracts';
import type { CentreMark } from './draw-centre.ts';

type Feet = Readonly<Record<'left' | 'right', number | null>>;

/** Measurements of one frame in pixels of the picture; null where they are not known. */
export interface MeasuredCentre {
  readonly x: number | null;
  readonly y: number | null;
  /** Edges of the base of support. */
  readonly base: readonly [from: number | null, to: number | null];
  /** Rows of the soles. */
  readonly soles: Feet;
  /** Heights of the soles above the floor. */
  readonly heights: Feet;
}

/** The mark of the centre of mass, with the floor midway between the feet, even if they are in the air. */
export function centreMark(seen: MeasuredCentre, { width, height }: Size): CentreMark | undefined {
  const { x, y, base, soles, heights } = seen;
  if (x === null || y === null) return undefined;
  const floors = (['left', 'right'] as const).flatMap((side) => {
    const [sole, above] = [soles[side], heights[side]];
    return sole === null || above === null ? [] : [sole + above];
  });
  const [from, to] = base;
  return {
    x: x / width,
    y: y / height,
    ...(floors.length > 0 && {
      floor: floors.reduce((a, b) => a + b) / floors.length / height,
    }),
    ...(from !== null && to !== null && { base: [from / width, to / width] as const }),
  };
}
