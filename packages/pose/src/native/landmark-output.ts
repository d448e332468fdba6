import { type Landmark, landmarkCount, type Size, type WorldLandmark } from '@dance-pose/contracts';
import { fromRoi, type Point, type Roi } from './roi.ts';

/** Side of the square picture that the landmark network looks at. */
export const landmarkSize = 256;

/** What the landmark network says of a picture. */
export interface LandmarkOutput {
  /** Five numbers a point, in pixels of the network's picture: x, y, z, visibility and presence before the sigmoid. */
  readonly points: Float32Array;
  /** Three numbers a point, in metres. */
  readonly world: Float32Array;
  /** A map a point of where it is, before the sigmoid. */
  readonly heatmaps: Float32Array;
}

const heatmapSide = 64;
/** Rows and columns before and behind the cell that a point was found in. */
const reach = 3;
const minHeat = 0.5;

/** The 33 landmarks, then two that say where to look next: the middle of the hips and the edge of the circle. */
const pointCount = landmarkCount + 2;

interface FoundPerson {
  readonly landmarks: Landmark[];
  readonly world: WorldLandmark[];
  /** In pixels of the frame. */
  readonly centre: Point;
  readonly edge: Point;
}

/** The person in a region of a frame of the given size. */
export function readPerson(output: LandmarkOutput, region: Roi, frame: Size): FoundPerson {
  const inFrame = Array.from({ length: pointCount }, (_, id) =>
    fromRoi(region, refine(output, id)),
  );
  const [centre, edge] = inFrame.slice(landmarkCount) as [Point, Point];
  const landmarks = inFrame.slice(0, landmarkCount).map(([x, y], id): Landmark => {
    const [, , z = 0, visibility = 0, presence = 0] = output.points.subarray(5 * id);
    const depth = (z / landmarkSize) * (region.side / frame.width);
    return [x / frame.width, y / frame.height, depth, sigmoid(visibility), sigmoid(presence)];
  });
  return { landmarks, world: readWorld(output, region), centre, edge };
}

/** Metres in the frame's directions: the network saw the region upright. */
function readWorld({ world }: LandmarkOutput, { rotation }: Roi): WorldLandmark[] {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  return Array.from({ length: landmarkCount }, (_, id) => {
    const [x = 0, y = 0, z = 0] = world.subarray(3 * id);
    return [cos * x - sin * y, sin * x + cos * y, z];
  });
}

/**
 * A point in `[0,1]` of the network's picture: the centre of the heat around where the network says it is, if there
 * is any. Source: mediapipe/calculators/util/refine_landmarks_from_heatmap_calculator.cc, kernel 7.
 */
function refine({ points, heatmaps }: LandmarkOutput, id: number): Point {
  const x = (points[5 * id] as number) / landmarkSize;
  const y = (points[5 * id + 1] as number) / landmarkSize;
  const column = Math.trunc(x * heatmapSide);
  const row = Math.trunc(y * heatmapSide);
  if (column < 0 || column >= heatmapSide || row < 0) return [x, y];
  const lastColumn = Math.min(heatmapSide - 1, column + reach);
  const lastRow = Math.min(heatmapSide - 1, row + reach);
  const map = id * heatmapSide * heatmapSide;
  let [sum, hottest, alongX, alongY] = [0, 0, 0, 0];
  for (let r = Math.max(0, row - reach); r <= lastRow; r++) {
    for (let c = Math.max(0, column - reach); c <= lastColumn; c++) {
      const heat = sigmoid(heatmaps[map + r * heatmapSide + c] as number);
      sum += heat;
      hottest = Math.max(hottest, heat);
      alongX += c * heat;
      alongY += r * heat;
    }
  }
  if (hottest < minHeat) return [x, y];
  return [alongX / heatmapSide / sum, alongY / heatmapSide / sum];
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
