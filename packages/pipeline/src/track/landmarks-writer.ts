import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { landmarkNames, type TrackedClip } from '@dance-pose/contracts';

function* chunks(clip: TrackedClip): Generator<string> {
  const { source, model, engine, segments, frames } = clip;
  const described = { schemaVersion: 1, source, model, engine, segments, landmarkNames };
  const head = JSON.stringify(described);
  yield `${head.slice(0, -1)},"frames":[`;
  for (const [at, frame] of frames.entries()) {
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(frame)}`;
  }
  yield '\n]}\n';
}

/** Writes `landmarks.json` with one frame per line, without holding the whole text in memory. */
export async function writeLandmarks(
  path: string,
  clip: TrackedClip,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(Readable.from(chunks(clip)), createWriteStream(path), { signal });
}
