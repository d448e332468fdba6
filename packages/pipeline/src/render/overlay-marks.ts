import {
  type LandmarkName,
  landmarkId,
  type Music,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';
import {
  type BeatMark,
  type CentreMark,
  type Corner,
  type OverlayMarks,
  quietCorner,
} from '@dance-pose/overlay';

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

/** The beat at a time; undefined before the first beat and from one beat after the last. */
function beatMarks(music: Music, corner: Corner): (timeMs: number) => BeatMark | undefined {
  if (music.heard !== 'beat') return () => undefined;
  const { beats, bpm, counts } = music;
  const isCountSure = music.countConfidence !== 'low';
  return (timeMs) => {
    const last = beats.findLastIndex((beat) => beat.timeMs <= timeMs);
    const beat = beats[last];
    if (beat === undefined) return undefined;
    const lengthMs = (beats[last + 1]?.timeMs ?? beat.timeMs + 60_000 / bpm) - beat.timeMs;
    const phase = (timeMs - beat.timeMs) / lengthMs;
    return phase < 1 ? { count: beat.count, counts, phase, isCountSure, corner } : undefined;
  };
}

/** Centre of mass, floor and base of support of a frame, in `[0,1]` of the picture. */
function centreMarks({
  track,
  series,
  centreOfMass,
}: MovementReport): (at: number) => CentreMark | undefined {
  const { width, height } = track;
  const valuesOf = (id: string): readonly (number | null)[] =>
    series.find((one) => one.id === id)?.values ?? [];
  const [baseFrom, baseTo] = [valuesOf('base-from'), valuesOf('base-to')];
  const floorAt = floorUnder(track, {
    left: valuesOf('left-foot-height'),
    right: valuesOf('right-foot-height'),
  });
  return (at) => {
    const [x, y] = [centreOfMass.x[at] ?? Number.NaN, centreOfMass.y[at] ?? Number.NaN];
    if (Number.isNaN(x + y)) return undefined;
    const floor = floorAt(at);
    const [from, to] = [baseFrom[at] ?? null, baseTo[at] ?? null];
    return {
      x: x / width,
      y: y / height,
      ...(floor !== undefined && { floor: floor / height }),
      ...(from !== null && to !== null && { base: [from / width, to / width] as const }),
    };
  };
}

type Heights = Readonly<Record<'left' | 'right', readonly (number | null)[]>>;

/** The row of the floor midway between the feet, even if they are in the air. */
function floorUnder(
  { pixels, scale }: MovementReport['track'],
  heights: Heights,
): (at: number) => number | undefined {
  const rowOf = (name: LandmarkName, at: number): number =>
    pixels[landmarkId[name]]?.y[at] ?? Number.NaN;
  return (at) => {
    const floors = (['left', 'right'] as const).flatMap((side) => {
      const height = heights[side][at];
      const sole = Math.max(rowOf(`${side}Heel`, at), rowOf(`${side}FootIndex`, at));
      return height == null || Number.isNaN(sole) ? [] : [sole + height * scale.pixels];
    });
    return floors.length === 0 ? undefined : floors.reduce((a, b) => a + b) / floors.length;
  };
}
