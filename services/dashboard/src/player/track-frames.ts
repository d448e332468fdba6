import {
  type JobId,
  type JobOptions,
  type PoseFrame,
  readTrackFrames,
  readTrackHeader,
  type Size,
  type TrackFrame,
  type TrackHeader,
  trackByteRange,
  trackHeaderBytes,
} from '@dance-pose/contracts';
import { loadLandmarks, loadTrackPart } from '../shared/artifacts.ts';

/** The smoothed frames of a clip, from which its layers are drawn. */
export interface TrackFrames {
  readonly size: Size;
  readonly fps: number;
  readonly count: number;
  /** Frames that have not arrived are missing. */
  readonly frames: readonly PoseFrame[];
  /** Asks for the frames from a second before one to some seconds after it. */
  need(at: number): void;
  /** Calls back when more frames have arrived, or could not be loaded. @returns a function that ends it. */
  onArrival(arrived: (problem?: unknown) => void): () => void;
}

/** Choices that give a job its frames. */
export interface TrackOf extends Pick<JobOptions, 'smoothing'> {
  readonly id: JobId;
  readonly hasTrack: boolean;
}

/** Opens the frames of a job: `track.bin` in parts, or all landmarks of a job that is older than it. */
export const openTrack = (of: TrackOf, signal: AbortSignal): Promise<TrackFrames> =>
  of.hasTrack ? openParts(of.id, signal) : fromLandmarks(of, signal);

/** Time after which a part that failed is asked for again; it doubles with every failure. */
const firstPauseMs = 3000;

/** About 110 kB: ten seconds at 30 frames a second. */
const partFrames = 300;

async function openParts(id: JobId, signal: AbortSignal): Promise<TrackFrames> {
  const first = await loadTrackPart(id, 0, trackHeaderBytes - 1, signal);
  const header = readTrackHeader(first);
  const { width, height, fps, frameCount } = header;
  const frames: PoseFrame[] = [];
  const listeners = new Set<(problem?: unknown) => void>();
  const asked = new Set<number>();
  const failures = new Map<number, { readonly count: number; readonly untilMs: number }>();
  const tell = (problem?: unknown): void => {
    for (const listener of listeners) listener(problem);
  };
  const load = async (part: number): Promise<void> => {
    const from = part * partFrames;
    const range = trackByteRange(header, from, partFrames);
    const bytes = await loadTrackPart(id, range.first, range.last, signal);
    for (const [i, frame] of readTrackFrames(bytes, header, from, partFrames).entries()) {
      frames[from + i] = toPoseFrame(frame, from + i, header);
    }
  };
  const ask = (part: number): void => {
    if (asked.has(part) || part < 0 || part * partFrames >= frameCount) return;
    const { count = 0, untilMs = 0 } = failures.get(part) ?? {};
    if (Date.now() < untilMs) return;
    asked.add(part);
    load(part).then(
      () => tell(),
      (problem: unknown) => {
        if (signal.aborted) return;
        asked.delete(part);
        const pauseMs = firstPauseMs * 2 ** count;
        failures.set(part, { count: count + 1, untilMs: Date.now() + pauseMs });
        tell(problem);
      },
    );
  };
  return {
    ...{ size: { width, height }, fps, count: frameCount, frames },
    need(at) {
      const part = Math.floor(at / partFrames);
      for (const near of [part, Math.floor((at - fps) / partFrames), part + 1]) ask(near);
    },
    onArrival(arrived) {
      listeners.add(arrived);
      return () => void listeners.delete(arrived);
    },
  };
}

function toPoseFrame(
  { landmarks, world }: TrackFrame,
  index: number,
  { width, height, fps }: TrackHeader,
): PoseFrame {
  const timeMs = (1000 * index) / fps;
  if (landmarks === null || world === null) return { index, timeMs, people: [] };
  const person = {
    id: 0,
    landmarks: landmarks.map(
      ({ x, y, visibility }) => [x / width, y / height, 0, visibility, 1] as const,
    ),
    world: world.map(({ x, y, z }) => [x, y, z] as const),
  };
  return { index, timeMs, people: [person] } as unknown as PoseFrame;
}

async function fromLandmarks({ id, smoothing }: TrackOf, signal: AbortSignal) {
  const [{ smoothTrack }, file] = await Promise.all([
    import('@dance-pose/movement'),
    loadLandmarks(id, signal),
  ]);
  const { width, height, fps } = file.source;
  const frames = smoothTrack(file.frames, { fps, smoothing });
  return {
    ...{ size: { width, height }, fps, count: frames.length, frames },
    need: () => {},
    onArrival: () => () => {},
  };
}
