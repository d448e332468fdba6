import { mean, over, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { viewOf } from '../signals/view.ts';

/**
 * Limits of every result. Aderinola 2023: arXiv:2312.11340; Bernardet 2019: PLOS ONE 0218179; the errors in 3D
 * were measured against triangulated joints of Pose2Sim's example.
 */
const ofMovement = [
  'One camera measures jump heights and speeds well, but flight times, contact times, ranges of motion and speeds of rotation only poorly to moderately (Aderinola 2023).',
  'Tracking follows a movement about 20 ms late: a movement within 40 ms of the beat is on the beat.',
  'The camera is assumed to stand still: moving or zooming changes speeds, balance, jumps and pliés.',
  'Smoothness (SPARC, LDLJ) and directness are valid for movements of a few seconds; the value for the clip is the median of its phrases.',
  "Laban qualities are physical stand-ins: human observers agree with them only in part (Bernardet 2019), and they do not judge a dancer's expression.",
  'Sizes and speeds are in trunk lengths (S), so dancers of different heights can be compared.',
] as const;

/** Limits that also apply to a single picture. */
const ofPosture = [
  'Angles in 3D and turnout rest on an estimate of the depth: expect errors of 10 to 25 degrees, and more for a hidden limb.',
  "The floor and the camera are assumed to be level: tilts, balance, jumps and pliés are measured against the picture's edges.",
] as const;

/** Frames per second below which fast movements are blurred. */
const slowCamera = 24;

/** Speed of standing feet in S/s above which the tracking is poor or the camera moves. */
const slidingFeet = 0.4;

export const cautionsOf = (motion: BodyMotion): string[] => [
  ...aboutTheDancer(motion),
  ...(motion.track.frameCount > 1 ? [...aboutTheTracking(motion), ...ofMovement] : []),
  ...ofPosture,
];

const wholeOf = ({ track }: BodyMotion): Span => ({ from: 0, to: track.frameCount });

const when = (applies: boolean, caution: string): string[] => (applies ? [caution] : []);

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function aboutTheDancer(motion: BodyMotion): string[] {
  const { frames, framesWithoutDancer } = motion.track.repairs;
  if (framesWithoutDancer === frames) {
    return ['Nobody was found in this clip: nothing could be measured.'];
  }
  const { frontal, side } = viewOf(motion.square, wholeOf(motion));
  return [
    ...when(
      framesWithoutDancer > frames / 10,
      `The dancer was out of sight for ${percent(framesWithoutDancer / frames)} of the clip.`,
    ),
    ...when(
      Number.isNaN(motion.track.scale.pixels),
      'Shoulders and hips were never in sight together: without a trunk length there are no sizes, speeds or balance.',
    ),
    ...when(
      frontal < 0.5 && side < 0.5,
      `The dancer was square to the camera for ${percent(frontal)} of the time and side on for ${percent(side)}: metrics that need one of these views rest on that part only.`,
    ),
  ];
}

function aboutTheTracking(motion: BodyMotion): string[] {
  const { repairs, fps } = motion.track;
  return [
    ...when(
      repairs.otherPeople > 0,
      'More than one person was seen: only the one who is largest and longest in the picture was measured.',
    ),
    ...when(
      repairs.falsePeople > 0,
      'Something that is probably not a person was found and left out.',
    ),
    ...when(
      repairs.sideSwaps > 0,
      `The tracking swapped left and right in ${repairs.sideSwapFrames} frames; this was corrected.`,
    ),
    ...when(
      fps < slowCamera,
      `At ${Math.round(fps)} frames per second fast movements are blurred: speeds, smoothness and jumps are imprecise.`,
    ),
    ...when(
      over(motion.skating.slip, wholeOf(motion), mean) > slidingFeet,
      'Standing feet slide more than real feet do: the tracking is poor here, or the camera moved.',
    ),
  ];
}
