import type { OverlayOptions, PoseFrame, Size } from '@dance-pose/contracts';
import {
  drawOverlay,
  type OverlayContext,
  type OverlayMarks,
  trailBefore,
} from '@dance-pose/overlay';
import type { Layer } from './layer.ts';

/** Content of the layers in each frame. */
export interface LayerSource {
  readonly frames: readonly PoseFrame[];
  readonly fps: number;
  readonly size: Size;
  /** Beat at a time in milliseconds; undefined until the report is loaded. */
  readonly beatAt: ((timeMs: number) => OverlayMarks['beat']) | undefined;
  /** Undefined until it is loaded. */
  readonly centreAt: ((at: number) => OverlayMarks['centreOfMass']) | undefined;
}

export interface LayerStyle {
  readonly shown: ReadonlySet<Layer>;
  /** Colours and joints of the job. */
  readonly options: OverlayOptions;
  readonly isMirrored: boolean;
}

/** @returns a function that draws the frame at an index on a context of the source's size. */
export function layerPainter(
  { frames, fps, size, beatAt, centreAt }: LayerSource,
  { shown, options: given, isMirrored }: LayerStyle,
): (context: OverlayContext, at: number) => void {
  const options: OverlayOptions = {
    ...given,
    style: 'skeleton',
    showAngles: shown.has('angles'),
    showTrails: shown.has('trails'),
    showBeats: shown.has('counts'),
    showCentreOfMass: shown.has('centre'),
  };
  return (context, at) => {
    const frame = frames[at];
    if (frame === undefined) return;
    // A frame is shown for a while, so it gets the beat nearest to it.
    const beat = beatAt?.(frame.timeMs + 500 / fps);
    const centreOfMass = centreAt?.(at);
    const marks = { ...(beat && { beat }), ...(centreOfMass && { centreOfMass }) };
    const request = { frame, trail: trailBefore(frames, at), marks };
    const drawn = isMirrored ? mirrored(request) : request;
    drawOverlay(context, { ...drawn, size, options, showSkeleton: shown.has('skeleton') });
  };
}

interface Drawn {
  readonly frame: PoseFrame;
  readonly trail: readonly PoseFrame[];
  readonly marks: OverlayMarks;
}

/** Mirrors positions, not the canvas: numbers stay readable, and left and right keep their colours. */
function mirrored({ frame, trail, marks }: Drawn): Drawn {
  const { beat, centreOfMass: centre } = marks;
  return {
    frame: mirroredFrame(frame),
    trail: trail.map(mirroredFrame),
    marks: {
      ...(beat && { beat: { ...beat, corner: otherSide[beat.corner] } }),
      ...(centre && {
        centreOfMass: {
          ...centre,
          x: 1 - centre.x,
          ...(centre.base && { base: [1 - centre.base[1], 1 - centre.base[0]] as const }),
        },
      }),
    },
  };
}

const mirroredFrame = (frame: PoseFrame): PoseFrame => ({
  ...frame,
  people: frame.people.map((person) => ({
    ...person,
    landmarks: person.landmarks.map(([x, ...rest]) => [1 - x, ...rest] as const),
  })) as PoseFrame['people'],
});

const otherSide = {
  'top-left': 'top-right',
  'top-right': 'top-left',
  'bottom-left': 'bottom-right',
  'bottom-right': 'bottom-left',
} as const;
