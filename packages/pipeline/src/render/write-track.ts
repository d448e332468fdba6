import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type PoseFrame,
  type TrackFrame,
  type TrackHeader,
  trackFrameRecord,
  trackHeader,
} from '@dance-pose/contracts';
import type { MovementReport } from '@dance-pose/movement';

interface SmoothTrack {
  /** The frames that the video is drawn from, one per frame of it. */
  readonly frames: readonly PoseFrame[];
  readonly movement: Pick<MovementReport, 'track' | 'centreOfMass'>;
}

/**
 * Writes `track.bin`, without holding all of it in memory.
 * @throws the signal's reason when aborted.
 */
export async function writeTrack(
  path: string,
  track: SmoothTrack,
  signal: AbortSignal,
): Promise<void> {
  try {
    await pipeline(Readable.from(chunks(track)), createWriteStream(path), { signal });
  } catch (error) {
    // A pipeline throws an error of its own.
    signal.throwIfAborted();
    throw error;
  }
}

function* chunks({ frames, movement }: SmoothTrack): Generator<Uint8Array> {
  const { width, height, fps } = movement.track;
  const header = { width, height, fps, frameCount: frames.length };
  const { x, y } = movement.centreOfMass;
  yield trackHeader(header);
  for (const [at, frame] of frames.entries()) {
    const centre = { x: x[at] ?? Number.NaN, y: y[at] ?? Number.NaN };
    const isKnown = !Number.isNaN(centre.x + centre.y);
    yield trackFrameRecord(header, { ...dancerOf(frame, header), centre: isKnown ? centre : null });
  }
}

function dancerOf(
  { people: [dancer] }: PoseFrame,
  { width, height }: TrackHeader,
): Pick<TrackFrame, 'landmarks' | 'world'> {
  if (dancer === undefined) return { landmarks: null, world: null };
  return {
    landmarks: dancer.landmarks.map(([x, y, _z, visibility]) => ({
      ...{ x: x * width, y: y * height },
      visibility,
    })),
    world: dancer.world.map(([x, y, z]) => ({ x, y, z })),
  };
}
