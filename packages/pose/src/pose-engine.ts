import type { Landmark, PixelFormat, PoseModel, Size, WorldLandmark } from '@dance-pose/contracts';

/**
 * One picture, not compressed: as many bytes as `frameBytes` says of its size and pixels.
 * The memory is the frame's own: a buffer that others share (Node's pool) or that an addon owns cannot move
 * to another thread.
 */
export interface RawFrame extends Size {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly pixels: PixelFormat;
}

/** One person as the engine saw them; 33 entries each, see `landmarkNames`. */
export interface DetectedPose {
  readonly landmarks: Landmark[];
  readonly world: WorldLandmark[];
}

export interface PoseSettings {
  readonly model: PoseModel;
  /** `video` tracks from frame to frame and smooths; `image` looks at each frame afresh. */
  readonly mode: 'image' | 'video';
  readonly minDetectionConfidence: number;
  readonly minPresenceConfidence: number;
  readonly minTrackingConfidence: number;
}

export interface Detection {
  readonly poses: DetectedPose[];
  /** The frame's memory, handed back for the next frame; its content is no longer of use. */
  readonly recycled: Uint8Array<ArrayBuffer>;
  /**
   * Where the next frame will be looked at first, if the engine can tell. Two sessions of the same outlook find the
   * same in all frames to come, but for what the smoothing of each still remembers.
   */
  readonly nextRoi?: string;
}

/** One clip being looked at. One frame at a time, in order; disposing frees the thread and its memory. */
export interface PoseSession extends AsyncDisposable {
  /**
   * Finds the person in a frame. Takes the frame's memory over (the caller's view is detached) and hands
   * it back as `recycled`.
   * @param timeMs presentation time from 0 on; must grow from call to call in `video` mode, where fractions
   *   count, and is of no meaning in `image` mode.
   * @param resync whether the frame is looked at such that sessions which saw different frames before come to the
   *   same outlook, within some fifteen frames. It costs about a pixel of the network's picture in where the engine
   *   looks. An engine without an outlook does not care.
   * @throws the abort reason once the signal given to `open` fires; an `Error` when the frame breaks a rule
   *   (then its memory stays with the caller and the session goes on) or when the engine broke.
   */
  detect(frame: RawFrame, timeMs: number, resync?: boolean): Promise<Detection>;
}

/** Finds 33 landmarks of a person in pictures. */
export interface PoseEngine {
  /** As written to `landmarks.json`, such as `mediapipe-tasks-vision@0.10.35`. */
  readonly name: string;
  /** Starts looking at one clip; each clip has a session of its own. Aborting the signal ends it at once. */
  open(settings: PoseSettings, signal: AbortSignal): Promise<PoseSession>;
}
