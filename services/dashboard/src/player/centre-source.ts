import {
  columnName,
  landmarkId,
  type PoseFrame,
  type SeriesId,
  type Size,
} from '@dance-pose/contracts';
import { centreMark, type OverlayMarks } from '@dance-pose/overlay';
import type { Timeseries } from '../shared/artifacts.ts';

/** The marks of the centre of mass, from the measurements per frame and the drawn feet. */
export function centreMarks(
  timeseries: Timeseries,
  frames: readonly PoseFrame[],
  size: Size,
): (at: number) => OverlayMarks['centreOfMass'] {
  const column = (id: SeriesId): (number | null)[] => timeseries.column(columnName(id));
  const [x, y] = [column('centre-x'), column('centre-y')];
  const [from, to] = [column('base-from'), column('base-to')];
  const heights = { left: column('left-foot-height'), right: column('right-foot-height') };
  const trunk = trunkPixels(from, to, column('base-width'));
  const heightOf = (side: 'left' | 'right', at: number): number | null => {
    const height = heights[side][at] ?? null;
    return height === null || trunk === null ? null : height * trunk;
  };
  return (at) =>
    centreMark(
      {
        x: x[at] ?? null,
        y: y[at] ?? null,
        base: [from[at] ?? null, to[at] ?? null],
        soles: {
          left: soleOf(frames[at], 'left', size),
          right: soleOf(frames[at], 'right', size),
        },
        heights: { left: heightOf('left', at), right: heightOf('right', at) },
      },
      size,
    );
}

type Column = readonly (number | null)[];

/** Length of the trunk in pixels: the widest base of support has it in both units. Null if no foot ever stands. */
function trunkPixels(from: Column, to: Column, widths: Column): number | null {
  const widest = widths.reduce<number>(
    (best, width, at) => ((width ?? 0) > (widths[best] ?? 0) ? at : best),
    0,
  );
  const [left, right, width] = [from[widest], to[widest], widths[widest]];
  return left == null || right == null || !width ? null : (right - left) / width;
}

function soleOf(frame: PoseFrame | undefined, side: 'left' | 'right', size: Size): number | null {
  const marks = frame?.people[0]?.landmarks;
  const rows = [`${side}Heel`, `${side}FootIndex`] as const;
  const [heel, toe] = rows.map((name) => marks?.[landmarkId[name]]?.[1]);
  return heel === undefined || toe === undefined ? null : Math.max(heel, toe) * size.height;
}
