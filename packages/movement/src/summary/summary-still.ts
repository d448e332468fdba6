import {
  frontalFrom,
  type Sentence,
  type Series,
  type SeriesId,
  type Side,
  say,
  sides,
} from '@dance-pose/contracts';

/** Degrees of a tilt that can be seen. */
const leastTilt = 3;

/** Summary of a picture, which shows a pose and no movement: the angles in its only frame. */
export function stillSummary(series: readonly Series[]): Sentence[] {
  const value = (id: SeriesId): number =>
    series.find((one) => one.id === id)?.values[0] ?? Number.NaN;
  const bends = (joint: 'knee' | 'elbow'): Sentence[] => {
    const [left, right] = sides.map((side) => 180 - value(`${side}-${joint}-angle-2d`)) as [
      number,
      number,
    ];
    if (Number.isNaN(left + right)) return [];
    return [say('bent-in-picture', { joint, left, right })];
  };
  const shoulders = value('shoulder-tilt');
  const sentences = [
    ...bends('knee'),
    ...bends('elbow'),
    ...(value('squareness') >= frontalFrom && Math.abs(shoulders) >= leastTilt
      ? [say('shoulder-lower-in-picture', lowerShoulder(shoulders))]
      : []),
  ];
  return [...sentences, say('single-picture')];
}

const lowerShoulder = (tilt: number): { side: Side; degrees: number } => ({
  side: tilt > 0 ? 'right' : 'left',
  degrees: Math.abs(tilt),
});
