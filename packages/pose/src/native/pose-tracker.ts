import type { Size } from '@dance-pose/contracts';
import type { DetectedPose, PoseSettings, RawFrame } from '../pose-engine.ts';
import { type CropStyle, levelTable } from './crop.ts';
import { Cropper } from './cropper.ts';
import {
  type Detection,
  detectorSize,
  intersectionOverUnion,
  readDetections,
} from './detections.ts';
import { landmarkSize, readPerson } from './landmark-output.ts';
import type { PoseNetworks } from './pose-networks.ts';
import { quantizeRoi } from './quantize-roi.ts';
import { fromRoi, type Roi, roiAround, wholeFrameRoi } from './roi.ts';
import { PoseSmoother } from './smoothing.ts';

const detectorPicture: CropStyle = {
  side: detectorSize,
  levels: levelTable(-1, 1),
  border: 'black',
};
const landmarkPicture: CropStyle = {
  side: landmarkSize,
  levels: levelTable(0, 1),
  border: 'edge',
};

/**
 * MediaPipe's graph around the networks, for one person: the detector finds them in the whole frame, the landmark
 * network reads their ROI, and in a video the tracker follows them from frame to frame until it loses them.
 * Source: mediapipe/tasks/cc/vision/pose_landmarker/pose_landmarker_graph.cc.
 */
export class PoseTracker {
  readonly #networks: PoseNetworks;
  readonly #settings: PoseSettings;
  readonly #cropper = new Cropper();
  readonly #smoother = new PoseSmoother();
  /** ROI of the next frame; undefined if the detector must run. */
  #nextRoi: Roi | undefined;

  constructor(networks: PoseNetworks, settings: PoseSettings) {
    this.#networks = networks;
    this.#settings = settings;
  }

  /**
   * Finds the person in a frame, if there is one. The times of a video increase.
   * @param resync see {@link quantizeRoi}.
   */
  async track(frame: RawFrame, timeMs: number, resync: boolean): Promise<DetectedPose | undefined> {
    const roi = this.#nextRoi ?? (await this.#find(frame));
    this.#nextRoi = undefined;
    const pose = roi && (await this.#landmarksIn(frame, roi, timeMs));
    if (pose === undefined) this.#smoother.resetImage();
    if (resync && this.#nextRoi) this.#nextRoi = quantizeRoi(this.#nextRoi, timeMs);
    return pose;
  }

  /** The ROI of the next frame as text; equal for equal ROIs. */
  get nextRoi(): string {
    if (this.#nextRoi === undefined) return 'everywhere';
    const { centre, side, rotation } = this.#nextRoi;
    return [...centre, side, rotation].join(' ');
  }

  async #find(frame: RawFrame): Promise<Roi | undefined> {
    const { detector } = this.#networks;
    const whole = wholeFrameRoi(frame);
    this.#cropper.crop(frame, whole, detectorPicture, detector.input);
    const [boxes, scores] = await detector.run();
    const detections = readDetections(boxes, scores, this.#settings.minDetectionConfidence);
    const rois = detections.map(({ keyPoints }) => roiOf(keyPoints, whole));
    if (this.#settings.mode === 'image') return rois[0];
    return firstApart(rois, frame, this.#settings.minTrackingConfidence);
  }

  async #landmarksIn(frame: RawFrame, roi: Roi, timeMs: number): Promise<DetectedPose | undefined> {
    const { landmarker } = this.#networks;
    this.#cropper.crop(frame, roi, landmarkPicture, landmarker.input);
    const [points, [presence = 0], heatmaps, world] = await landmarker.run();
    if (presence <= this.#settings.minPresenceConfidence) return undefined;
    const person = readPerson({ points, heatmaps, world }, roi, frame);
    if (this.#settings.mode === 'image') return person;
    this.#nextRoi = roiAround(person.centre, person.edge);
    return this.#smoother.smooth(person, timeMs, this.#nextRoi.side, frame);
  }
}

function roiOf(keyPoints: Detection['keyPoints'], whole: Roi): Roi {
  const [centre, edge] = keyPoints;
  if (centre === undefined || edge === undefined) throw new Error('A detection has no key points.');
  return roiAround(fromRoi(whole, centre), fromRoi(whole, edge));
}

/**
 * The first region that no later one overlaps too much: of two overlapping ones, MediaPipe's association keeps the
 * later one, with the lower score (mediapipe/calculators/util/association_calculator.h).
 */
function firstApart(rois: readonly Roi[], frame: Size, maxOverlap: number): Roi | undefined {
  const box = ({ centre: [x, y], side }: Roi): Detection['box'] => ({
    left: (x - side / 2) / frame.width,
    top: (y - side / 2) / frame.height,
    width: side / frame.width,
    height: side / frame.height,
  });
  return rois.reduce<readonly Roi[]>(
    (kept, roi) => [
      ...kept.filter((other) => intersectionOverUnion(box(other), box(roi)) <= maxOverlap),
      roi,
    ],
    [],
  )[0];
}
