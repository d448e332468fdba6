import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Landmark,
  type LandmarkName,
  landmarkNames,
  type PoseFrame,
  type TrackedClip,
  type TrackSource,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { type Camera, pixelOf, readCamera, seenBy, type Triple } from './camera-model.ts';

/**
 * Pose2Sim's BalancingTrial (Pagnon 2021, 2022) as one of its cameras sees it: joints triangulated from four cameras,
 * without markers, and filtered. The first row of the file is the first frame of the clips. Landmarks that the file
 * does not have are not visible.
 * @param source format of the camera's video.
 */
export async function readTriangulated(
  folder: string,
  cameraName: string,
  source: TrackSource,
): Promise<TrackedClip> {
  const calibration = await readFile(join(folder, 'Calib_qualisys.toml'), 'utf8');
  const camera = readCamera(calibration, cameraName);
  const rows = await readMarkers(join(folder, 'BalancingTrial_filt_butterworth.trc'));
  const frames = rows.slice(0, source.frameCount).map((markers, index): PoseFrame => {
    const person = { id: 0, ...personOf(markers, camera, source) };
    return { index, timeMs: (1000 * index) / source.fps, people: [person] };
  });
  return { source, engine: 'pose2sim', model: 'triangulated', frames };
}

/** Positions of the markers in the room, in metres, by their name in the file: `LKnee`. */
type Markers = ReadonlyMap<string, Triple>;

async function readMarkers(path: string): Promise<Markers[]> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  const names = (lines[3] ?? '')
    .split('\t')
    .slice(2)
    .filter((name) => name !== '');
  return lines.slice(5).flatMap((line) => {
    const numbers = line.split('\t').slice(2).map(Number);
    if (numbers.length < 3 * names.length) return [];
    const positions = names.map((name, i): [string, Triple] => {
      const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = numbers.slice(3 * i);
      // OpenSim's axes have y up; the cameras were calibrated with z up.
      return [name, [z, x, y]];
    });
    return [new Map(positions)];
  });
}

const markerOf: Partial<Record<LandmarkName, string>> = {
  nose: 'Nose',
  ...Object.fromEntries(
    (['left', 'right'] as const).flatMap((side) =>
      [
        ...['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle', 'Heel'].map((part) => [
          part,
          part,
        ]),
        ['FootIndex', 'BigToe'],
      ].map(([part, marker]) => [`${side}${part}`, `${side === 'left' ? 'L' : 'R'}${marker}`]),
    ),
  ),
};

function personOf(markers: Markers, camera: Camera, { width, height }: TrackSource) {
  const at = (name: string): Triple => {
    const position = markers.get(name);
    if (position === undefined) throw new Error(`The file has no ${name}.`);
    return seenBy(camera, position);
  };
  const [left, right] = [at('LHip'), at('RHip')];
  const origin = left.map((value, i) => (value + (right[i] ?? 0)) / 2) as [...Triple];
  const known = landmarkNames.map((name) => markerOf[name]);
  return {
    landmarks: known.map((marker): Landmark => {
      const position = marker === undefined ? origin : at(marker);
      const [x = 0, y = 0] = pixelOf(camera, position);
      const depth = ((position[2] - origin[2]) * camera.focal[0]) / origin[2] / width;
      const seen = marker === undefined ? 0 : 1;
      return [x / width, y / height, depth, seen, seen];
    }),
    world: known.map((marker): WorldLandmark => {
      const [x, y, z] = marker === undefined ? origin : at(marker);
      return [x - origin[0], y - origin[1], z - origin[2]];
    }),
  };
}
