import type { Moment } from '@dance-pose/contracts';
import { angleMoments } from './angle-moments.ts';
import { courseMoments } from './course-moments.ts';
import { eventMoments } from './event-moments.ts';
import type { Danced } from './moment-maker.ts';
import { timingMoments } from './timing-moments.ts';

/** Everything in a clip that is worth a look, in the order of the peaks. A picture has no moments. */
export function findMoments(danced: Danced): Moment[] {
  if (danced.motion.track.frameCount < 2) return [];
  return [eventMoments, timingMoments, angleMoments, courseMoments]
    .flatMap((find) => find(danced))
    .toSorted((a, b) => a.peakMs - b.peakMs);
}
