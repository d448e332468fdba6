import { frameBytes, type JobOptions, type PoseFrame } from '@dance-pose/contracts';
import type { PoseEngine, RawFrame } from '@dance-pose/pose';
import { decodeFrames, nearestPixels, type ProbedFile } from '@dance-pose/video';
import { FrameBuffers } from './frame-buffers.ts';
import type { PictureLight } from './picture-light.ts';
import { planSegments, type Segment } from './plan-segments.ts';
import { toStoredFrame } from './stored-frame.ts';

export interface TrackContext {
  readonly engine: PoseEngine;
  /** Engine threads that may work on the clip at once. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Is shown every frame. */
  readonly light: PictureLight;
  onFrame(framesDone: number): void;
}

export interface Track {
  /** One a decoded frame; fewer than planned when the file ends early or is damaged. */
  readonly frames: PoseFrame[];
  /** Number of the first frame of each run that an engine tracked by itself. */
  readonly segments: number[];
}

/**
 * The first pass: every frame of the clip through the pose engine. Runs of frames are tracked at the same time,
 * each with a decoder and an engine of its own; what is wrong with one ends all.
 */
export async function trackClip(
  file: ProbedFile,
  options: JobOptions,
  context: TrackContext,
): Promise<Track> {
  const { light, onFrame } = context;
  const segments = planSegments(file.plan.frameCount, context.threads);
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  let framesDone = 0;
  const onPicture = (frame: RawFrame): void => light.add(frame);
  const onTracked = (): void => onFrame(++framesDone);
  const runs = segments.map(async (segment) => {
    const seen = { ...context, signal, decoders: segments.length, onPicture, onTracked };
    try {
      return await trackSegment(file, segment, options, seen);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  const ended = await Promise.allSettled(runs);
  // Of what went wrong, the first is the reason; the others were told to end because of it.
  signal.throwIfAborted();
  const frames = ended.flatMap((run) => (run.status === 'fulfilled' ? run.value : []));
  return { frames, segments: segments.map(({ first }) => first) };
}

interface SegmentContext extends Pick<TrackContext, 'engine' | 'signal'> {
  readonly decoders: number;
  onPicture(frame: RawFrame): void;
  onTracked(): void;
}

async function trackSegment(
  file: ProbedFile,
  { first, end, warmUp }: Segment,
  options: JobOptions,
  { engine, signal, decoders, onPicture, onTracked }: SegmentContext,
): Promise<PoseFrame[]> {
  const { width, height, rate } = file.plan;
  const pixels = nearestPixels(file.source);
  const buffers = new FrameBuffers(frameBytes(file.plan, pixels));
  const mode = file.passport.kind;
  await using session = await engine.open({ ...engineSettings(options), mode }, signal);
  const track: PoseFrame[] = [];
  let index = first - warmUp;
  const range = { first: index, ...(end === undefined ? {} : { end }) };
  const how = { signal, pixels, decoders, take: buffers.take, range };
  for await (const data of decodeFrames(file, how)) {
    const frame: RawFrame = { data, width, height, pixels };
    const isWanted = index >= first;
    if (isWanted) onPicture(frame);
    const timeMs = (index * 1000 * rate.den) / rate.num;
    const { poses, recycled } = await session.detect(frame, timeMs);
    buffers.give(recycled);
    if (isWanted) {
      track.push(toStoredFrame(index, timeMs, poses));
      onTracked();
    }
    index += 1;
  }
  return track;
}

function engineSettings(options: JobOptions) {
  const { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence } = options;
  return { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence };
}
