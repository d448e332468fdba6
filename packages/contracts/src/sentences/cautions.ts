import type { SentenceTexts } from './say-from.ts';
import { inPercent } from './words.ts';

/** Limits of results. */
export const cautionSentences = {
  'nobody-seen': () => 'Nobody was found in this clip: nothing could be measured.',
  'out-of-sight': ({ share }: { share: number }) =>
    `The dancer was out of sight for ${inPercent(share)} of the clip.`,
  'no-trunk-length': () =>
    'Shoulders and hips were never in sight together: without a trunk length there are no sizes, speeds or balance.',
  'mixed-views': ({ frontal, side }: { frontal: number; side: number }) =>
    `The dancer was square to the camera for ${inPercent(frontal)} of the time and side on for ${inPercent(side)}: metrics that need one of these views rest on that part only.`,
  'other-people': () =>
    'More than one person was seen: only the one who is largest and longest in the picture was measured.',
  'false-people': () => 'Something that is probably not a person was found and left out.',
  'sides-swapped': ({ frames }: { frames: number }) =>
    `The tracking swapped left and right in ${frames} frames; this was corrected.`,
  'slow-camera': ({ fps }: { fps: number }) =>
    `At ${Math.round(fps)} frames per second fast movements are blurred: speeds, smoothness and jumps are imprecise.`,
  'feet-slide': () =>
    'Standing feet slide more than real feet do: the tracking is poor here, or the camera moved.',
  'limits-of-one-camera': () =>
    'One camera measures jump heights and speeds well, but flight times, contact times, ranges of motion and speeds of rotation only poorly to moderately (Aderinola 2023).',
  'tracking-delay': () =>
    'The delay of the tracking, about 10 ms, is taken out of the timing; one between sound and picture of the recording is not. Within 40 ms is on the beat.',
  'camera-still': () =>
    'The camera is assumed to stand still: moving or zooming changes speeds, balance, jumps and pliés.',
  'smoothness-of-phrases': () =>
    'Smoothness (SPARC, LDLJ) and directness are valid for movements of a few seconds; the value for the clip is the median of its phrases.',
  'laban-in-part': () =>
    "Laban qualities are physical stand-ins: human observers agree with them only in part (Bernardet 2019), and they do not judge a dancer's expression.",
  'trunk-lengths': () =>
    'Sizes and speeds are in trunk lengths (S), so dancers of different heights can be compared.',
  'estimated-depth': () =>
    'Angles in 3D and turnout rest on an estimate of the depth: their errors are several times those in the picture, and larger for a hidden limb.',
  'level-floor': () =>
    "The floor and the camera are assumed to be level: tilts, balance, jumps and pliés are measured against the picture's edges.",
} as const satisfies SentenceTexts;
