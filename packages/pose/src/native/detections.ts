import type { Size } from '@dance-pose/contracts';
import type { Point } from './roi.ts';

/** Side of the detector's square input, in pixels. */
export const detectorSize = 224;

/** A person found by the detector; coordinates in `[0,1]` of the detector's input. */
export interface Detection {
  readonly score: number;
  readonly box: { readonly left: number; readonly top: number } & Size;
  /** Mid-hip, a point above the head, and two that are not used. */
  readonly keyPoints: readonly Point[];
}

// Configuration: mediapipe/tasks/cc/vision/pose_detector/pose_detector_graph.cc.
// Five layers with two anchors per cell; the three with the same stride share their cells.
const layers = [
  { stride: 8, anchorsPerCell: 2 },
  { stride: 16, anchorsPerCell: 2 },
  { stride: 32, anchorsPerCell: 6 },
];
const keyPointCount = 4;
const numbersPerAnchor = 4 + 2 * keyPointCount;
const scoreLimit = 100;
const minOverlap = 0.5;

/**
 * Centres of the anchors, flat: `[x, y]` of each cell's centre in `[0,1]`. All anchors have the size of the whole
 * picture (`fixed_anchor_size`).
 */
export const anchors: Float32Array = Float32Array.from(
  layers.flatMap(({ stride, anchorsPerCell }) => {
    const cells = detectorSize / stride;
    return Array.from({ length: cells * cells * anchorsPerCell }, (_, index) => {
      const cell = Math.floor(index / anchorsPerCell);
      return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
    }).flat();
  }),
);

/**
 * Decodes the detector's output: detections above the threshold, overlapping ones merged, highest score first.
 * @param boxes twelve numbers per anchor: centre, size and key points, in pixels relative to the anchor.
 * @param scores one per anchor, before the sigmoid.
 */
export function readDetections(
  boxes: Float32Array,
  scores: Float32Array,
  minConfidence: number,
): Detection[] {
  const detections: Detection[] = [];
  for (const [anchor, rawScore] of scores.entries()) {
    const score = 1 / (1 + Math.exp(-Math.max(-scoreLimit, Math.min(scoreLimit, rawScore))));
    if (score < minConfidence) continue;
    const detection = readDetection(boxes, anchor, score);
    if (detection.box.width >= 0 && detection.box.height >= 0) detections.push(detection);
  }
  return mergeOverlapping(detections);
}

function readDetection(boxes: Float32Array, anchor: number, score: number): Detection {
  const [anchorX, anchorY] = [anchors[2 * anchor] as number, anchors[2 * anchor + 1] as number];
  const at = (index: number): number =>
    (boxes[anchor * numbersPerAnchor + index] as number) / detectorSize;
  const point = (index: number): Point => [at(index) + anchorX, at(index + 1) + anchorY];
  const [x, y] = point(0);
  const [width, height] = [at(2), at(3)];
  return {
    score,
    box: { left: x - width / 2, top: y - height / 2, width, height },
    keyPoints: Array.from({ length: keyPointCount }, (_, index) => point(4 + 2 * index)),
  };
}

/**
 * Weighted non-maximum suppression: detections that overlap the best one are averaged with it, weighted by score.
 * Source: mediapipe/calculators/util/non_max_suppression_calculator.cc (WEIGHTED).
 */
export function mergeOverlapping(detections: readonly Detection[]): Detection[] {
  const merged: Detection[] = [];
  let rest = detections.toSorted((a, b) => b.score - a.score);
  for (let [best] = rest; best !== undefined; [best] = rest) {
    const { box } = best;
    const isSame = (other: Detection): boolean =>
      intersectionOverUnion(box, other.box) > minOverlap;
    const same = rest.filter(isSame);
    // A box without area overlaps nothing, not even itself.
    merged.push(same.length === 0 ? best : average(best, same));
    const others = rest.filter((other) => !isSame(other));
    if (others.length === rest.length) break;
    rest = others;
  }
  return merged;
}

function average(best: Detection, same: readonly Detection[]): Detection {
  const total = same.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (detection: Detection) => number): number =>
    same.reduce((sum, detection) => sum + value(detection) * detection.score, 0) / total;
  const [left, top] = [mean(({ box }) => box.left), mean(({ box }) => box.top)];
  const right = mean(({ box }) => box.left + box.width);
  const bottom = mean(({ box }) => box.top + box.height);
  return {
    score: best.score,
    box: { left, top, width: right - left, height: bottom - top },
    keyPoints: best.keyPoints.map(
      (_, index): Point => [
        mean(({ keyPoints }) => keyPoints[index]?.[0] ?? Number.NaN),
        mean(({ keyPoints }) => keyPoints[index]?.[1] ?? Number.NaN),
      ],
    ),
  };
}

/** Intersection over union of two boxes, in `[0,1]`. */
export function intersectionOverUnion(a: Detection['box'], b: Detection['box']): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}
