import {
  type Landmark,
  type LandmarkName,
  landmarkId,
  landmarkNames,
  type Metric,
  type PoseFrame,
  type Series,
  type SeriesId,
  type WorldLandmark,
} from '@dance-pose/contracts';

/** The same frames as a perfectly symmetric engine would return them for a mirrored clip. */
export const mirrorPoses = (frames: readonly PoseFrame[]): PoseFrame[] =>
  frames.map((frame) => ({
    ...frame,
    people: frame.people.map(({ id, landmarks, world }) => ({
      id,
      landmarks: otherSides(landmarks).map(([x, ...rest]): Landmark => [1 - x, ...rest]),
      world: otherSides(world).map(([x, ...rest]): WorldLandmark => [-x, ...rest]),
    })),
  }));

const otherSides = <Mark>(marks: readonly Mark[]): Mark[] =>
  landmarkNames.map((name) => marks[landmarkId[otherSide(name)]] as Mark);

const otherSide = (name: LandmarkName): LandmarkName => swapSides(name) as LandmarkName;

const swapSides = (name: string): string =>
  name.replace(/left|right|Left|Right/, (side) => opposite[side] ?? side);

const opposite: Readonly<Record<string, string>> = {
  left: 'right',
  right: 'left',
  Left: 'Right',
  Right: 'Left',
};

/** Expected value of a metric in the mirrored clip: the other side's, or with the opposite sign, or the same. */
export const mirrorMetric = (metric: Metric): Pick<Metric, 'id' | 'value'> => ({
  id: swapSides(metric.id),
  value: metric.value !== null && changesSign.test(metric.id) ? -metric.value : metric.value,
});

/** Left against right; only `mirror-symmetry` measures how similar they are. */
const changesSign = /(?<!mirror)-symmetry$|-(tilt|lag)$|^revolutions$/;

/** Expected series in the mirrored clip. @param width of the picture, in pixels. */
export function mirrorSeries({ id, values }: Series, width: number): Series {
  const change = (by: (value: number) => number): (number | null)[] =>
    values.map((value) => (value === null ? null : by(value)));
  if (/-tilt$|^(trunk-lean|heading)$/.test(id)) return { id, values: change((value) => -value) };
  if (id === 'centre-x') return { id, values: change((value) => width - value) };
  if (id === 'base-from') return { id: 'base-to', values: change((value) => width - value) };
  if (id === 'base-to') return { id: 'base-from', values: change((value) => width - value) };
  return { id: swapSides(id) as SeriesId, values };
}
