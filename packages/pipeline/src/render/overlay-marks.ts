import {
  type LandmarkName,
  landmarkId,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';
import { beatMarks, centreMark, type OverlayMarks, quietCorner } from '@dance-pose/overlay';

/** The requested marks of each frame besides its people, from the measurements. */
export function overlayMarks(
  movement: MovementReport,
  frames: readonly PoseFrame[],
  options: Pick<OverlayOptions, 'showBeats' | 'showCentreOfMass'>,
): (at: number) => OverlayMarks {
  const { track, report } = movement;
  const beatAt = options.showBeats
    ? beatMarks(report.music, quietCorner(frames, track))
    : () => undefined;
  const centreAt = options.showCentreOfMass ? centreMarks(movement) : () => undefined;
  const halfFrameMs = 500 / track.fps;
  return (at) => {
    // A frame is shown for a while, so it gets the beat nearest to it.
    const beat = beatAt((frames[at]?.timeMs ?? 0) + halfFrameMs);
    const centreOfMass = centreAt(at);
    return { ...(beat && { beat }), ...(centreOfMass && { centreOfMass }) };
  };
}

/** Centre of mass, floor and base of support of a frame. */
function centreMarks({
  track,
  series,
  centreOfMass,
}: MovementReport): (at: number) => OverlayMarks['centreOfMass'] {
  const valuesOf = (id: string): readonly (number | null)[] =>
    series.find((one) => one.id === id)?.values ?? [];
  const [baseFrom, baseTo] = [valuesOf('base-from'), valuesOf('base-to')];
  const heights = { left: valuesOf('left-foot-height'), right: valuesOf('right-foot-height') };
  const known = (value: number | null | undefined): number | null =>
    value == null || Number.isNaN(value) ? null : value;
  const rowOf = (name: LandmarkName, at: number): number =>
    track.pixels[landmarkId[name]]?.y[at] ?? Number.NaN;
  const soleOf = (side: 'left' | 'right', at: number): number | null =>
    known(Math.max(rowOf(`${side}Heel`, at), rowOf(`${side}FootIndex`, at)));
  const heightOf = (side: 'left' | 'right', at: number): number | null =>
    known((heights[side][at] ?? Number.NaN) * track.scale.pixels);
  return (at) => {
    const seen = {
      x: known(centreOfMass.x[at]),
      y: known(centreOfMass.y[at]),
      base: [known(baseFrom[at]), known(baseTo[at])] as const,
      soles: { left: soleOf('left', at), right: soleOf('right', at) },
      heights: { left: heightOf('left', at), right: heightOf('right', at) },
    };
    return centreMark(seen, track);
  };
}
