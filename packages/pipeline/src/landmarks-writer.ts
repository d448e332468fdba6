import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { landmarkNames, type PoseFrame, type TrackedClip } from '@dance-pose/contracts';

/**
 * Values are written to 7 decimals: the engine computes in 32-bit floats, which carry no more near 1, and
 * the file is half as large.
 */
const decimals = 1e7;

const round = (value: number): number => Math.round(value * decimals) / decimals;

const roundFrame = (frame: PoseFrame): PoseFrame => ({
  index: frame.index,
  timeMs: Math.round(frame.timeMs * 1000) / 1000,
  people: frame.people.map(({ id, landmarks, world }) => ({
    id,
    landmarks: landmarks.map(([x, y, z, visibility, presence]) => [
      round(x),
      round(y),
      round(z),
      round(visibility),
      round(presence),
    ]),
    world: world.map(([x, y, z]) => [round(x), round(y), round(z)]),
  })),
});

function* chunks(clip: TrackedClip): Generator<string> {
  const { source, model, engine, frames } = clip;
  const head = JSON.stringify({ schemaVersion: 1, source, model, engine, landmarkNames });
  yield `${head.slice(0, -1)},"frames":[`;
  for (const [at, frame] of frames.entries()) {
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(roundFrame(frame))}`;
  }
  yield '\n]}\n';
}

/** Writes `landmarks.json`, one frame a line, without ever holding the whole text. */
export async function writeLandmarks(
  path: string,
  clip: TrackedClip,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(Readable.from(chunks(clip)), createWriteStream(path), { signal });
}
