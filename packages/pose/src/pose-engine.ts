import type { Landmark, PixelFormat, PoseModel, Size, WorldLandmark } from '@dance-pose/contracts';

/**
 * One uncompressed picture: `data` has as many bytes as `frameBytes` gives for its size and pixel format. The frame
 * owns its memory: a buffer that is shared (Node's pool) or owned by an addon cannot be transferred to another thread.
 */
export interface RawFrame extends Size {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly pixels: PixelFormat;
}

/** One detected person: 33 landmarks and 33 world landmarks, in the order of `landmarkNames`. */
export interface DetectedPose {
  readonly landmarks: Landmark[];
  readonly world: WorldLandmark[];
}

export interface PoseSettings {
  readonly model: PoseModel;
  /** `video` tracks from frame to frame and smooths; `image` processes each frame independently. */
  readonly mode: 'image' | 'video';
  readonly minDetectionConfidence: number;
  readonly minPresenceConfidence: number;
  readonly minTrackingConfidence: number;
}

export interface Detection {
  readonly poses: DetectedPose[];
  /** Memory of the frame, returned for the next one; its content is undefined. */
  readonly recycled: Uint8Array<ArrayBuffer>;
  /**
   * The next ROI, as opaque text, if the engine reports it. Two sessions with the same one find the same in all later
   * frames, except for the state of their smoothing.
   */
  readonly nextRoi?: string;
}

/** Processes the frames of one clip, one at a time and in order. Disposing it frees the thread and its memory. */
export interface PoseSession extends AsyncDisposable {
  /**
   * Finds the person in a frame. Takes over the frame's memory (the caller's view is detached) and returns it as
   * `recycled`.
   * @param timeMs presentation time in milliseconds, from 0 on. In `video` mode it must increase from call to call, and
   *   fractions count; `image` mode ignores it.
   * @param resync true to quantise the next ROI, so that sessions that saw different frames before reach the same ROI
   *   within about fifteen frames. It shifts the ROI by up to about a pixel of the network's input. An engine without a
   *   next ROI ignores it.
   * @throws the abort reason once the signal of `open` is aborted; an `Error` if the frame breaks a rule (then the
   *   caller keeps its memory and the session continues) or if the engine fails.
   */
  detect(frame: RawFrame, timeMs: number, resync?: boolean): Promise<Detection>;
}

/** Finds the 33 landmarks of a person in pictures. */
export interface PoseEngine {
  /** Name and version as written to `landmarks.json`, such as `mediapipe-tasks-vision@0.10.35`. */
  readonly name: string;
  /** Opens a session, one per clip. Aborting the signal ends it at once. */
  open(settings: PoseSettings, signal: AbortSignal): Promise<PoseSession>;
}
