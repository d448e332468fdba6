import { frontalFrom, type Series, type SeriesId, sides } from '@dance-pose/contracts';
import { inDegrees } from './summary-facts.ts';

/** Degrees of a tilt that can be seen. */
const leastTilt = 3;

/** Summary of a picture, which shows a pose and no movement: the angles in its only frame. */
export function stillSummary(series: readonly Series[]): string[] {
  const value = (id: SeriesId): number =>
    series.find((one) => one.id === id)?.values[0] ?? Number.NaN;
  const bends = (joint: 'knee' | 'elbow'): string[] => {
    const [left, right] = sides.map((side) => 180 - value(`${side}-${joint}-angle-2d`)) as [
      number,
      number,
    ];
    if (Number.isNaN(left + right)) return [];
    return [
      `Your left ${joint} is bent by ${inDegrees(left)}, your right one by ${inDegrees(right)}, as seen in the picture.`,
    ];
  };
  const shoulders = value('shoulder-tilt');
  const sentences = [
    ...bends('knee'),
    ...bends('elbow'),
    ...(value('squareness') >= frontalFrom && Math.abs(shoulders) >= leastTilt
      ? [`Your ${shoulders > 0 ? 'right' : 'left'} shoulder is lower, by ${inDegrees(shoulders)}.`]
      : []),
  ];
  return [...sentences, 'This is a single picture, so movement could not be measured.'];
}
