import type { Series } from '@dance-pose/contracts';
import { inDegrees } from './summary-facts.ts';

const least = 0.8;

/** A picture shows a pose and no movement: the angles of its only frame, as they look in the picture. */
export function stillSummary(series: readonly Series[]): string[] {
  const value = (id: string): number =>
    series.find((one) => one.id === id)?.values[0] ?? Number.NaN;
  const bends = (joint: 'knee' | 'elbow'): string[] => {
    const [left, right] = ['left', 'right'].map(
      (side) => 180 - value(`${side}-${joint}-angle-2d`),
    ) as [number, number];
    if (Number.isNaN(left + right)) return [];
    return [
      `Your left ${joint} is bent by ${inDegrees(left)}, your right one by ${inDegrees(right)}, as it looks in the picture.`,
    ];
  };
  const shoulders = value('shoulder-tilt');
  const told = [
    ...bends('knee'),
    ...bends('elbow'),
    ...(value('squareness') >= least && Math.abs(shoulders) >= 3
      ? [`Your ${shoulders > 0 ? 'right' : 'left'} shoulder is lower, by ${inDegrees(shoulders)}.`]
      : []),
  ];
  return [...told, 'This is a single picture: what needs movement could not be measured.'];
}
