import { mean, over, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { viewOf } from '../signals/view.ts';

/**
 * What everybody who reads these numbers should know. Aderinola 2023: arXiv:2312.11340; Bernardet 2019: PLOS
 * ONE 0218179; the errors in space were measured against triangulated joints of Pose2Sim's example.
 */
const ofMovement = [
  'One camera sees jump heights and speeds well, but flight and contact times, ranges of motion and speeds of rotation only poorly to moderately (Aderinola 2023).',
  'The recognition follows a movement about 20 ms late: what is within 40 ms of the beat is on it.',
  'The camera is taken to stand still: a moving or zooming one changes speeds, balance, jumps and pliés.',
  'Smoothness (SPARC, LDLJ) and directness are valid for movements of a few seconds; the figure for the clip is the median of its phrases.',
  "Laban qualities are physical stand-ins: human observers agree on them only in part (Bernardet 2019), and they are no judgement of a dancer's expression.",
  'Sizes and speeds are in trunk lengths (S), so that dancers of different height can be compared.',
] as const;

/** Also of a picture. */
const ofPosture = [
  'Angles and turnout in space rest on a guess of the depth: expect errors of 10 to 25 degrees, and more for a hidden limb.',
  "The floor is taken to be level and the camera to be held level: tilts, balance, jumps and pliés are measured against the picture's edges.",
] as const;

/** Fewer frames a second blur what is fast. */
const slowCamera = 24;

/** S/s of feet that stand: beyond it the tracking, or the camera, slides. */
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
    return ['Nobody was recognised in this clip: nothing could be measured.'];
  }
  const { frontal, side } = viewOf(motion.square, wholeOf(motion));
  return [
    ...when(
      framesWithoutDancer > frames / 10,
      `The dancer was out of sight for ${percent(framesWithoutDancer / frames)} of the clip.`,
    ),
    ...when(
      Number.isNaN(motion.track.scale.pixels),
      'Shoulders and hips were never in sight together: without this measure there are no sizes, speeds or balance.',
    ),
    ...when(
      frontal < 0.5 && side < 0.5,
      `The dancer was square to the camera for ${percent(frontal)} of the time and side on for ${percent(side)}: what needs one of these views rests on that part only.`,
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
      'Something that is hardly a person was recognised and left out.',
    ),
    ...when(
      repairs.sideSwaps > 0,
      `Left and right were mixed up in ${repairs.sideSwapFrames} frames by the recognition, and put right.`,
    ),
    ...when(
      fps < slowCamera,
      `At ${Math.round(fps)} frames a second fast movements are blurred: speeds, smoothness and jumps are rough.`,
    ),
    ...when(
      over(motion.skating.slip, wholeOf(motion), mean) > slidingFeet,
      'Feet that stand slide more than feet do: the tracking is poor here, or the camera moved.',
    ),
  ];
}
