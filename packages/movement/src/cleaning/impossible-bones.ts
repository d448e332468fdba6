import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { at, type LandmarkPaths, worldDistanceAt } from '../series/landmark-paths.ts';
import { knownIn, median, signalOf, valueAt, wholeOf } from '../series/signal.ts';

/**
 * Bones do not change their length. Where one is more than half longer or shorter than it mostly is, the
 * landmark at its far end is wrong.
 * @returns landmark ids and frames of those far ends.
 */
export function findImpossibleEnds(paths: LandmarkPaths): { id: number; frame: number }[] {
  return bones.flatMap(([near, far]) => {
    const [a, b] = [at(paths.world, near), at(paths.world, far)];
    const lengths = signalOf(a.x.length, (frame) => worldDistanceAt(a, b, frame));
    const typical = median(knownIn(lengths, wholeOf(lengths)));
    const wrong: { id: number; frame: number }[] = [];
    for (let frame = 0; frame < lengths.length; frame += 1) {
      const change = Math.abs(valueAt(lengths, frame) / typical - 1);
      if (change > greatestChange) wrong.push({ id: far, frame });
    }
    return wrong;
  });
}

/** Of the typical length: the engine's own wavering, above all in depth, stays well below. */
const greatestChange = 0.5;

const bone = (near: LandmarkName, far: LandmarkName): readonly [number, number] => [
  landmarkId[near],
  landmarkId[far],
];

const bones = (['left', 'right'] as const).flatMap((side) => [
  bone(`${side}Shoulder`, `${side}Elbow`),
  bone(`${side}Elbow`, `${side}Wrist`),
  bone(`${side}Hip`, `${side}Knee`),
  bone(`${side}Knee`, `${side}Ankle`),
]);
