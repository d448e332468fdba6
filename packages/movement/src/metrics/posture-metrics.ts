import { landmarkId, type Metric, type MetricId, say } from '@dance-pose/contracts';
import { coverageOf, knownShare } from '../cleaning/coverage.ts';
import { enoughKnown, median, over, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { hidden, metric, notFromThisView } from './metric.ts';

const { leftShoulder, rightShoulder, leftHip, rightHip, leftEar, rightEar } = landmarkId;

/** Tilts of shoulders, pelvis and head, and the lean of the trunk. */
export function postureMetrics(motion: BodyMotion, span: Span): Metric[] {
  const { tilts, frontalTilts, lean, track } = motion;
  const level = (
    id: MetricId,
    what: 'shoulders' | 'pelvis' | 'head',
    ids: readonly number[],
  ): Metric => {
    const frontal = frontalTilts[what];
    if (enoughKnown(tilts[what], span) && !enoughKnown(frontal, span)) {
      const reason = say('tilts-need-front');
      return notFromThisView(id, coverageOf(track, ids, span), reason);
    }
    return metric(id, {
      value: over(frontal, span, median),
      coverage: knownShare(frontal, span),
      atBest: 'high',
      otherwise: hidden(what),
    });
  };
  return [
    level('shoulder-tilt', 'shoulders', [leftShoulder, rightShoulder]),
    level('pelvis-tilt', 'pelvis', [leftHip, rightHip]),
    level('head-tilt', 'head', [leftEar, rightEar]),
    metric('trunk-lean', {
      value: over(lean, span, median),
      coverage: coverageOf(track, [leftShoulder, rightShoulder, leftHip, rightHip], span),
      atBest: 'high',
      otherwise: hidden('trunk'),
    }),
  ];
}
