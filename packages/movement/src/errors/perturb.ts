import { bodyScale } from '../cleaning/body-scale.ts';
import type { CleanTrack } from '../cleaning/clean-track.ts';
import { filterRuns } from '../cleaning/gaps.ts';
import type { LandmarkPaths } from '../series/landmark-paths.ts';
import { lowPass } from '../series/low-pass.ts';
import { normalNumbers } from '../series/random.ts';
import { type Signal, type Span, signalOf, valueAt } from '../series/signal.ts';

/** The same dance as another recording of it might have been tracked. */
export interface Perturbation {
  readonly name: string;
  readonly trackOf: (track: CleanTrack) => CleanTrack;
  /** Frames of the perturbed track for frames of the original one. */
  readonly spanOf: (span: Span) => Span;
}

const sameSpan = (span: Span): Span => span;

/** Standard deviation of the errors of a landmark in the picture, in S; twice as large for a hidden one. */
const jitter = 0.015;

/** The depth is an estimate: its errors are three times as large. */
const depthFactor = 3;

/** Time in which the errors of a tracked landmark change. */
const memorySeconds = 0.1;

/** Factor on the depth: the engine's estimate of it is too flat or too deep for some bodies and views. */
const depthStretch = 1.25;

/** Lower frame rates are not halved: too few frames of a movement would be left. */
const leastFps = 20;

/**
 * Perturbations of a clip: errors that vary in time (twice), constant displacements of each landmark as from
 * another crop of the picture, half the frame rate, stronger smoothing, and another depth, which also moves the limits of
 * the views.
 */
export const perturbationsOf = ({ fps }: CleanTrack): Perturbation[] => [
  { name: 'jitter', trackOf: (track) => displaced(track, varying(11)), spanOf: sameSpan },
  { name: 'other jitter', trackOf: (track) => displaced(track, varying(12)), spanOf: sameSpan },
  { name: 'crop', trackOf: (track) => displaced(track, constant(13)), spanOf: sameSpan },
  { name: 'depth', trackOf: stretched, spanOf: sameSpan },
  { name: 'smoothing', trackOf: smoothed, spanOf: sameSpan },
  ...(fps >= leastFps ? [{ name: 'frame rate', trackOf: halved, spanOf: halfSpan }] : []),
];

type Errors = (length: number, fps: number) => Signal;

/** Low-pass noise of unit variance: white noise through two equal first-order filters. */
function varying(seed: number): Errors {
  const normal = normalNumbers(seed);
  return (length, fps) => {
    const keep = Math.exp(-1 / (memorySeconds * fps));
    const gain = Math.sqrt((1 - keep ** 2) ** 3 / (1 + keep ** 2));
    let [first, second] = [0, 0];
    const step = (): number => {
      first = keep * first + normal();
      second = keep * second + first;
      return gain * second;
    };
    for (let i = 0; i < 4 * memorySeconds * fps; i += 1) step();
    return signalOf(length, step);
  };
}

function constant(seed: number): Errors {
  const normal = normalNumbers(seed);
  return (length) => new Float64Array(length).fill(normal());
}

function displaced(track: CleanTrack, errors: Errors): CleanTrack {
  const { frameCount, fps, scale } = track;
  const add = (signal: Signal, visibility: Signal, spread: number): Signal => {
    const noise = errors(frameCount, fps);
    return signalOf(
      frameCount,
      (i) => valueAt(signal, i) + spread * (2 - valueAt(visibility, i)) * valueAt(noise, i),
    );
  };
  const [inPicture, inSpace] = [jitter * scale.pixels, jitter * scale.metres];
  return rescaled(track, {
    visibility: track.visibility,
    pixels: track.pixels.map(({ x, y }, id) => {
      const seen = track.visibility[id] ?? new Float64Array();
      return { x: add(x, seen, inPicture), y: add(y, seen, inPicture) };
    }),
    world: track.world.map(({ x, y, z }, id) => {
      const seen = track.visibility[id] ?? new Float64Array();
      const depth = depthFactor * inSpace;
      return { x: add(x, seen, inSpace), y: add(y, seen, inSpace), z: add(z, seen, depth) };
    }),
  });
}

function stretched(track: CleanTrack): CleanTrack {
  const world = track.world.map((path) => ({
    ...path,
    z: path.z.map((depth) => depthStretch * depth),
  }));
  return rescaled(track, { ...track, world });
}

/** Without the fastest movement, which cameras blur and engines follow late. */
function smoothed(track: CleanTrack): CleanTrack {
  const smooth = (signal: Signal): Signal => {
    const copy = signal.slice();
    filterRuns(copy, (run) => lowPass(run, { cutoffHz: smoothedHz, fps: track.fps }));
    return copy;
  };
  return rescaled(track, {
    visibility: track.visibility,
    pixels: track.pixels.map(({ x, y }) => ({ x: smooth(x), y: smooth(y) })),
    world: track.world.map(({ x, y, z }) => ({ x: smooth(x), y: smooth(y), z: smooth(z) })),
  });
}

const smoothedHz = 3;

/** Every second frame. */
function halved(track: CleanTrack): CleanTrack {
  const half = (signal: Signal): Signal => signal.filter((_, i) => i % 2 === 0);
  return {
    ...track,
    fps: track.fps / 2,
    frameCount: Math.ceil(track.frameCount / 2),
    visibility: track.visibility.map(half),
    pixels: track.pixels.map(({ x, y }) => ({ x: half(x), y: half(y) })),
    world: track.world.map(({ x, y, z }) => ({ x: half(x), y: half(y), z: half(z) })),
  };
}

const halfSpan = ({ from, to }: Span): Span => ({
  from: Math.ceil(from / 2),
  to: Math.ceil(to / 2),
});

const rescaled = (track: CleanTrack, paths: LandmarkPaths): CleanTrack => ({
  ...track,
  ...paths,
  scale: bodyScale(paths, track.minVisibility),
});
