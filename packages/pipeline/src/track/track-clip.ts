import { frameBytes, type JobOptions } from '@dance-pose/contracts';
import type { Detection, PoseEngine, RawFrame } from '@dance-pose/pose';
import { decodedBefore, decodeFrames, nearestPixels, type ProbedFile } from '@dance-pose/video';
import { FrameBuffers } from './frame-buffers.ts';
import type { PictureLight } from './picture-light.ts';
import { maxOverrun, planSegments, resyncPlan } from './plan-segments.ts';
import { toStoredFrame } from './stored-frame.ts';
import { joinRuns, type Track, TrackRun } from './track-run.ts';

export interface TrackContext {
  readonly engine: PoseEngine;
  /** Maximum number of engine threads. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Receives every frame. */
  readonly light: PictureLight;
  onFrame(framesDone: number): void;
}

/**
 * The first pass: tracks the dancer in every frame of the clip. Segments are tracked in parallel, each with its own
 * decoder and engine; a failure of one ends all. A run continues into the next segment until both have the same ROI,
 * which they mostly do from the first frame on.
 */
export async function trackClip(
  file: ProbedFile,
  options: JobOptions,
  context: TrackContext,
): Promise<Track> {
  const { light, onFrame } = context;
  const { frameCount } = file.plan;
  const before = (first: number): number => decodedBefore(file, first);
  const runs = planSegments(frameCount, context.threads, before).map(
    (segment) => new TrackRun(segment),
  );
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  let framesDone = 0;
  const onPicture = (frame: RawFrame): void => light.add(frame);
  const onTracked = (): void => onFrame(++framesDone);
  const resyncAt = resyncPlan(frameCount, before);
  const runContext = { ...context, signal, decoders: runs.length, resyncAt, onPicture, onTracked };
  const tracking = runs.map(async (run, at) => {
    try {
      await trackRun(file, run, runs[at + 1], options, runContext);
    } catch (error) {
      failed.abort(error);
    } finally {
      run.finish();
    }
  });
  await Promise.all(tracking);
  // The first failure is the reason; the other runs were aborted because of it.
  signal.throwIfAborted();
  return joinRuns(runs);
}

interface RunContext extends Pick<TrackContext, 'engine' | 'signal'> {
  readonly decoders: number;
  /** Indices of the resync frames. */
  readonly resyncAt: ReadonlySet<number>;
  onPicture(frame: RawFrame): void;
  onTracked(): void;
}

async function trackRun(
  file: ProbedFile,
  run: TrackRun,
  next: TrackRun | undefined,
  options: JobOptions,
  { engine, signal, decoders, resyncAt, onPicture, onTracked }: RunContext,
): Promise<void> {
  const { width, height, rate } = file.plan;
  const { first, warmUp, end = Number.POSITIVE_INFINITY } = run.segment;
  const pixels = nearestPixels(file.source);
  const buffers = new FrameBuffers(frameBytes(file.plan, pixels));
  const mode = file.mediaInfo.kind;
  let index = first - warmUp;
  let nextRoi: Detection['nextRoi'];
  const last = Math.min(end + maxOverrun, next?.segment.end ?? Number.POSITIVE_INFINITY);
  const range = { first: index, ...(Number.isFinite(last) ? { end: last } : {}) };
  const decodeOptions = { signal, pixels, decoders, take: buffers.take, range };
  // Start decoding before the engine, which takes half a second to open: the first frames are then ready.
  await using frames = decodeFrames(file, decodeOptions);
  await using session = await engine.open({ ...engineSettings(options), mode }, signal);
  for await (const data of frames) {
    if (
      next &&
      index >= end &&
      (nextRoi === undefined || (await run.canHandOver(next, index, nextRoi)))
    ) {
      break;
    }
    run.startFrame(index, nextRoi);
    const frame: RawFrame = { data, width, height, pixels };
    const isOwn = index >= first && index < end;
    if (isOwn) onPicture(frame);
    const timeMs = (index * 1000 * rate.den) / rate.num;
    const found = await session.detect(frame, timeMs, resyncAt.has(index));
    nextRoi = found.nextRoi;
    buffers.give(found.recycled);
    if (index >= first) run.frames.push(toStoredFrame(index, timeMs, found.poses));
    if (isOwn) onTracked();
    index += 1;
  }
}

function engineSettings(options: JobOptions) {
  const { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence } = options;
  return { model, minDetectionConfidence, minPresenceConfidence, minTrackingConfidence };
}
