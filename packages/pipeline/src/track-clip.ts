import type { JobOptions, PoseFrame } from '@dance-pose/contracts';
import type { PoseEngine } from '@dance-pose/pose';
import { decodeFrames, type ProbedFile } from '@dance-pose/video';
import { FrameBuffers } from './frame-buffers.ts';
import type { PictureLight } from './picture-light.ts';
import { toStoredFrame } from './stored-frame.ts';

export interface TrackContext {
  readonly engine: PoseEngine;
  readonly signal: AbortSignal;
  /** Is shown every frame. */
  readonly light: PictureLight;
  onFrame(framesDone: number): void;
}

/**
 * The first pass: every frame of the clip through the pose engine.
 * Resolves with one entry a decoded frame; fewer than planned when the file ends early or is damaged.
 */
export async function trackClip(
  file: ProbedFile,
  options: JobOptions,
  { engine, signal, light, onFrame }: TrackContext,
): Promise<PoseFrame[]> {
  const { width, height, rate } = file.plan;
  const buffers = new FrameBuffers(width, height);
  const mode = file.passport.kind;
  await using session = await engine.open({ ...engineSettings(options), mode }, signal);
  const track: PoseFrame[] = [];
  for await (const data of readAhead(decodeFrames(file, { signal, take: buffers.take }))) {
    const index = track.length;
    light.add(data);
    const timeMs = (index * 1000 * rate.den) / rate.num;
    const { poses, recycled } = await session.detect({ data, width, height }, timeMs);
    buffers.give(recycled);
    track.push(toStoredFrame(index, timeMs, poses));
    onFrame(track.length);
  }
  return track;
}

function engineSettings(options: JobOptions) {
  const { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence } = options;
  return { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence };
}

/** Has the next item fetched while the consumer works on this one: decoding and inference overlap. */
async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = source.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      // Awaited in the next round; until then a rejection must not count as unhandled.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
