import { landmarkId, type Metric } from '@dance-pose/contracts';
import { coverageOf, shareWhere } from '../cleaning/coverage.ts';
import { at } from '../series/landmark-paths.ts';
import { mean, over, type Span, valueAt } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { contactScoreOf } from '../signals/foot-skating.ts';
import { hidden, metric, oneHidden } from './metric.ts';

const { leftHeel, rightHeel, leftFootIndex, rightFootIndex } = landmarkId;
const feet = [leftHeel, rightHeel, leftFootIndex, rightFootIndex];

/** Warning signs about the tracking, not about the dancing. */
export function trackingMetrics({ skating, track }: BodyMotion, span: Span): Metric[] {
  const nose = at(track.visibility, landmarkId.nose);
  const there = shareWhere(span, (frame) => valueAt(nose, frame) > 0);
  const coverage = coverageOf(track, feet, span);
  const otherwise = oneHidden('foot');
  return [
    metric('in-sight', {
      value: 100 * there,
      coverage: 1,
      atBest: 'high',
      otherwise: hidden('dancer'),
    }),
    metric('foot-slip', {
      value: over(skating.slip, span, mean),
      coverage,
      atBest: 'medium',
      otherwise,
    }),
    metric('foot-contact-score', {
      value: over(skating.contactScore, span, contactScoreOf),
      coverage,
      atBest: 'low',
      validity: 'approximate',
      otherwise,
    }),
  ];
}
