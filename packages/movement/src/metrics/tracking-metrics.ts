import { landmarkId, type Metric } from '@dance-pose/contracts';
import { at } from '../series/landmark-paths.ts';
import { mean, over, type Span, valueAt } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { coverageOf, shareWhere } from '../signals/coverage.ts';
import { contactScoreOf } from '../signals/foot-skating.ts';
import { hidden, metric } from './metric.ts';

const { leftHeel, rightHeel, leftFootIndex, rightFootIndex } = landmarkId;
const feet = [leftHeel, rightHeel, leftFootIndex, rightFootIndex];

/** How well the dancer was followed: alarms about the tracking, not about the dancing. */
export function trackingMetrics({ skating, track }: BodyMotion, span: Span): Metric[] {
  const nose = at(track.visibility, landmarkId.nose);
  const there = shareWhere(span, (frame) => valueAt(nose, frame) > 0);
  const coverage = coverageOf(track, feet, span);
  const otherwise = hidden('one of the feet');
  return [
    metric(
      { id: 'in-sight', label: 'Time with the dancer in the picture', unit: '%', atBest: 'high' },
      { value: 100 * there, coverage: 1, otherwise: hidden('the dancer') },
    ),
    metric(
      {
        id: 'foot-slip',
        label: 'Tracking: speed of feet that stand',
        unit: 'S/s',
        atBest: 'medium',
      },
      { value: over(skating.slip, span, mean), coverage, otherwise },
    ),
    metric(
      {
        id: 'foot-contact-score',
        label: 'Tracking: physical foot contact (PFC), 0 is best',
        unit: '1',
        atBest: 'low',
        validity: 'approximate',
      },
      { value: over(skating.contactScore, span, contactScoreOf), coverage, otherwise },
    ),
  ];
}
