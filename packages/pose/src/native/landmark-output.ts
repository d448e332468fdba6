import { type Landmark, landmarkCount, type Size, type WorldLandmark } from '@dance-pose/contracts';
import { fromRoi, type Point, type Roi } from './roi.ts';

/** Side of the landmark network's square input, in pixels. */
export const landmarkSize = 256;

/** Raw output of the landmark network. */
export interface LandmarkOutput {
  /**
   * Five numbers per point: x, y and z in pixels of the network's input; visibility and presence before the sigmoid.
   */
  readonly points: Float32Array;
  /** Three numbers per point, in metres. */
  readonly world: Float32Array;
  /** One heatmap per point, before the sigmoid. */
  readonly heatmaps: Float32Array;
}

const heatmapSide = 64;
/** Rows and columns on each side of a point's cell that refine it. */
const kernelReach = 3;
const minConfidenceToRefine = 0.5;

/**
 * The 33 landmarks, then the two alignment points of the next ROI: the middle of the hips and the edge of the circle.
 */
const pointCount = landmarkCount + 2;

interface FoundPerson {
  readonly landmarks: Landmark[];
  readonly world: WorldLandmark[];
  /** Alignment points of the next ROI, in pixels of the frame. */
  readonly centre: Point;
  readonly edge: Point;
}

/** Decodes the person in a region of a frame of the given size. */
export function readPerson(output: LandmarkOutput, region: Roi, frame: Size): FoundPerson {
  const inFrame = Array.from({ length: pointCount }, (_, id) =>
    fromRoi(region, refineFromHeatmap(output, id)),
  );
  const [centre, edge] = inFrame.slice(landmarkCount) as [Point, Point];
  const landmarks = inFrame.slice(0, landmarkCount).map(([x, y], id): Landmark => {
    const [, , z = 0, visibility = 0, presence = 0] = output.points.subarray(5 * id);
    const depth = (z / landmarkSize) * (region.side / frame.width);
    return [x / frame.width, y / frame.height, depth, sigmoid(visibility), sigmoid(presence)];
  });
  return { landmarks, world: readWorld(output, region), centre, edge };
}

/** World landmarks in metres, rotated back to the frame: the network sees the region upright. */
function readWorld({ world }: LandmarkOutput, { rotation }: Roi): WorldLandmark[] {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  return Array.from({ length: landmarkCount }, (_, id) => {
    const [x = 0, y = 0, z = 0] = world.subarray(3 * id);
    return [cos * x - sin * y, sin * x + cos * y, z];
  });
}

/**
 * Heatmap refinement: the centroid of the heatmap around the network's point, or the point itself if the heatmap has no
 * confident cell there; in `[0,1]` of the network's input.
 * Source: mediapipe/calculators/util/refine_landmarks_from_heatmap_calculator.cc, kernel 7.
 */
function refineFromHeatmap({ points, heatmaps }: LandmarkOutput, id: number): Point {
  const x = (points[5 * id] as number) / landmarkSize;
  const y = (points[5 * id + 1] as number) / landmarkSize;
  const column = Math.trunc(x * heatmapSide);
  const row = Math.trunc(y * heatmapSide);
  if (column < 0 || column >= heatmapSide || row < 0) return [x, y];
  const lastColumn = Math.min(heatmapSide - 1, column + kernelReach);
  const lastRow = Math.min(heatmapSide - 1, row + kernelReach);
  const map = id * heatmapSide * heatmapSide;
  let [sum, hottest, alongX, alongY] = [0, 0, 0, 0];
  for (let r = Math.max(0, row - kernelReach); r <= lastRow; r++) {
    for (let c = Math.max(0, column - kernelReach); c <= lastColumn; c++) {
      const heat = sigmoid(heatmaps[map + r * heatmapSide + c] as number);
      sum += heat;
      hottest = Math.max(hottest, heat);
      alongX += c * heat;
      alongY += r * heat;
    }
  }
  if (hottest < minConfidenceToRefine) return [x, y];
  return [alongX / heatmapSide / sum, alongY / heatmapSide / sum];
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
