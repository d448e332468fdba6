import { type LandmarkName, landmarkId } from '@dance-pose/contracts';
import { at, type LandmarkPaths, worldDistanceAt } from '../series/landmark-paths.ts';
import { knownIn, median, signalOf, valueAt, wholeOf } from '../series/signal.ts';

/**
 * Finds bones whose length differs from their median length by more than half; the landmark at the far end is
 * wrong there, because bones do not change their length.
 * @returns landmark ids and frames of these far ends.
 */
export function findImpossibleEnds(paths: LandmarkPaths): { id: number; frame: number }[] {
  return bones.flatMap(([near, far]) => {
    const [a, b] = [at(paths.world, near), at(paths.world, far)];
    const lengths = signalOf(a.x.length, (frame) => worldDistanceAt(a, b, frame));
    const typical = median(knownIn(lengths, wholeOf(lengths)));
    const wrong: { id: number; frame: number }[] = [];
    for (let frame = 0; frame < lengths.length; frame += 1) {
      const change = Math.abs(valueAt(lengths, frame) / typical - 1);
      if (change > maxChange) wrong.push({ id: far, frame });
    }
    return wrong;
  });
}

/** Share of the median length. The engine's own jitter, mostly in depth, stays well below. */
const maxChange = 0.5;

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
