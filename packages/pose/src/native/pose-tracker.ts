import type { DetectedPose, PoseSettings, RawFrame } from '../pose-engine.ts';
import { type CropStyle, levelsBetween } from './crop.ts';
import { Cropper } from './cropper.ts';
import { type Detection, detectorSize, overlap, readDetections } from './detections.ts';
import { landmarkSize, readPerson } from './landmark-output.ts';
import type { PoseNetworks } from './pose-networks.ts';
import { settled } from './quantize-roi.ts';
import { outOfRegion, type Region, regionAround, type Size, wholeFrame } from './roi.ts';
import { PoseSmoother } from './smoothing.ts';

const detectorPicture: CropStyle = {
  side: detectorSize,
  levels: levelsBetween(-1, 1),
  outside: 'black',
};
const landmarkPicture: CropStyle = {
  side: landmarkSize,
  levels: levelsBetween(0, 1),
  outside: 'edge',
};

/**
 * MediaPipe's graph around the networks, for one person: find them in the whole frame, look closely at their region,
 * and in a video go on from where they were until they are lost.
 * Source: mediapipe/tasks/cc/vision/pose_landmarker/pose_landmarker_graph.cc.
 */
export class PoseTracker {
  readonly #networks: PoseNetworks;
  readonly #settings: PoseSettings;
  readonly #cropper = new Cropper();
  readonly #smoother = new PoseSmoother();
  /** Where the person of the last frame is to be looked for. */
  #next: Region | undefined;

  constructor(networks: PoseNetworks, settings: PoseSettings) {
    this.#networks = networks;
    this.#settings = settings;
  }

  /**
   * The person in a frame, if there is one. Times grow from frame to frame of a video.
   * @param settles see {@link settled}.
   */
  async look(frame: RawFrame, timeMs: number, settles: boolean): Promise<DetectedPose | undefined> {
    const region = this.#next ?? (await this.#find(frame));
    this.#next = undefined;
    const pose = region && (await this.#lookAt(frame, region, timeMs));
    if (pose === undefined) this.#smoother.lose();
    if (settles && this.#next) this.#next = settled(this.#next, timeMs);
    return pose;
  }

  /** Where the next frame is looked at first. */
  get outlook(): string {
    if (this.#next === undefined) return 'everywhere';
    const { centre, side, rotation } = this.#next;
    return [...centre, side, rotation].join(' ');
  }

  async #find(frame: RawFrame): Promise<Region | undefined> {
    const { detector } = this.#networks;
    const whole = wholeFrame(frame);
    this.#cropper.crop(frame, whole, detectorPicture, detector.input);
    const [boxes, scores] = await detector.run();
    const detections = readDetections(boxes, scores, this.#settings.minDetectionConfidence);
    const regions = detections.map(({ keyPoints }) => regionOf(keyPoints, whole));
    if (this.#settings.mode === 'image') return regions[0];
    return firstApart(regions, frame, this.#settings.minTrackingConfidence);
  }

  async #lookAt(
    frame: RawFrame,
    region: Region,
    timeMs: number,
  ): Promise<DetectedPose | undefined> {
    const { landmarker } = this.#networks;
    this.#cropper.crop(frame, region, landmarkPicture, landmarker.input);
    const [points, [presence = 0], heatmaps, world] = await landmarker.run();
    if (presence <= this.#settings.minPresenceConfidence) return undefined;
    const person = readPerson({ points, heatmaps, world }, region, frame);
    if (this.#settings.mode === 'image') return person;
    this.#next = regionAround(person.centre, person.edge);
    return this.#smoother.smooth(person, timeMs, this.#next.side, frame);
  }
}

function regionOf(keyPoints: Detection['keyPoints'], whole: Region): Region {
  const [centre, edge] = keyPoints;
  if (centre === undefined || edge === undefined) throw new Error('A detection has no key points.');
  return regionAround(outOfRegion(whole, centre), outOfRegion(whole, edge));
}

/**
 * The first of the regions that no later one covers: of two that overlap by more, MediaPipe's association keeps the
 * later, less sure one (mediapipe/calculators/util/association_calculator.h).
 */
function firstApart(
  regions: readonly Region[],
  frame: Size,
  maxOverlap: number,
): Region | undefined {
  const box = ({ centre: [x, y], side }: Region): Detection['box'] => ({
    left: (x - side / 2) / frame.width,
    top: (y - side / 2) / frame.height,
    width: side / frame.width,
    height: side / frame.height,
  });
  return regions.reduce<readonly Region[]>(
    (kept, region) => [
      ...kept.filter((other) => overlap(box(other), box(region)) <= maxOverlap),
      region,
    ],
    [],
  )[0];
}
