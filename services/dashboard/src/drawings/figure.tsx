import type { ReactNode } from 'react';
import './drawings.css';

type Point = readonly [x: number, y: number];

/** Joints of a drawn dancer. Left and right are the dancer's own. */
export interface Pose {
  readonly head: Point;
  readonly neck: Point;
  readonly hip: Point;
  readonly leftArm: readonly [elbow: Point, hand: Point];
  readonly rightArm: readonly [elbow: Point, hand: Point];
  readonly leftLeg: readonly [knee: Point, ankle: Point, toe: Point];
  readonly rightLeg: readonly [knee: Point, ankle: Point, toe: Point];
}

interface FigureProps {
  readonly pose: Pose;
  /** Length of the trunk over 100: the widths of limbs follow from it. */
  readonly scale?: number;
  /** True if the skeleton is drawn over the body. */
  readonly hasSkeleton?: boolean;
}

const line = (points: readonly Point[]): string =>
  `M${points.map((point) => point.join(' ')).join('L')}`;

/** A dancer as a silhouette of round strokes; over it the skeleton, in the colours of the video. */
export function Figure({ pose, scale = 1, hasSkeleton = true }: FigureProps): ReactNode {
  const { head, neck, hip, leftArm, rightArm, leftLeg, rightLeg } = pose;
  const limbs = [
    { points: [hip, ...rightLeg], width: 30, side: 'right' },
    { points: [neck, ...rightArm], width: 19, side: 'right' },
    { points: [neck, hip], width: 46, side: 'middle' },
    { points: [hip, ...leftLeg], width: 30, side: 'left' },
    { points: [neck, ...leftArm], width: 19, side: 'left' },
  ] as const;
  return (
    <g>
      <g className="body">
        <circle cx={head[0]} cy={head[1]} r={22 * scale} />
        {limbs.map(({ points, width }) => (
          <path key={line(points)} d={line(points)} strokeWidth={width * scale} />
        ))}
      </g>
      {hasSkeleton && (
        <g className="skeleton" strokeWidth={4.5 * scale}>
          {limbs.map(({ points, side }) => (
            <path key={line(points)} className={side} d={line(points)} />
          ))}
          {limbs.flatMap(({ points, side }) =>
            points
              .slice(1)
              .map(([x, y]) => (
                <circle key={`${side} ${x} ${y}`} className={side} cx={x} cy={y} r={5.5 * scale} />
              )),
          )}
        </g>
      )}
    </g>
  );
}
