import { landmarkId, type Metric } from '@dance-pose/contracts';
import { enoughKnown, median, over, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, knownShare } from '../signals/coverage.ts';
import { hidden, type MetricKind, metric, notFromThisView } from './metric.ts';

const { leftShoulder, rightShoulder, leftHip, rightHip, leftEar, rightEar } = landmarkId;

/** How shoulders, pelvis and head are levelled, and how upright the trunk is. */
export function postureMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { tilts, frontalTilts, lean, track } = motion;
  const level = (
    id: string,
    what: 'shoulders' | 'pelvis' | 'head',
    ids: readonly number[],
  ): Metric => {
    const kind: MetricKind = {
      id,
      label: `Tilt of the ${what}: left side higher (+) or lower (−)`,
      unit: '°',
      atBest: 'high',
    };
    const frontal = frontalTilts[what];
    if (enoughKnown(tilts[what], span) && !enoughKnown(frontal, span)) {
      const reason = 'Tilts to the side are seen from the front or from behind.';
      return notFromThisView(kind, coverageOf(track, ids, span), reason);
    }
    const value = over(frontal, span, median);
    return metric(kind, {
      value,
      coverage: knownShare(frontal, span),
      otherwise: hidden(`the ${what}`),
    });
  };
  return [
    level('shoulder-tilt', 'shoulders', [leftShoulder, rightShoulder]),
    level('pelvis-tilt', 'pelvis', [leftHip, rightHip]),
    level('head-tilt', 'head', [leftEar, rightEar]),
    metric(
      {
        id: 'trunk-lean',
        label: 'Lean of the trunk from upright, in the picture, to whichever side',
        unit: '°',
        atBest: 'high',
      },
      {
        value: over(lean, span, median),
        coverage: coverageOf(track, [leftShoulder, rightShoulder, leftHip, rightHip], span),
        otherwise: hidden('the trunk'),
      },
    ),
  ];
}
