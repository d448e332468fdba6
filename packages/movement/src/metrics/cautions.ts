import { type Sentence, say } from '@dance-pose/contracts';
import { mean, over, type Span } from '../series/signal.ts';
import type { BodyMotion } from '../signals/body-motion.ts';
import { viewOf } from '../signals/view.ts';

/**
 * Limits of every result. Aderinola 2023: arXiv:2312.11340; Bernardet 2019: PLOS ONE 0218179; the errors in 3D
 * were measured against triangulated joints of Pose2Sim's example.
 */
const ofMovement = [
  say('limits-of-one-camera'),
  say('tracking-delay'),
  say('camera-still'),
  say('smoothness-of-phrases'),
  say('laban-in-part'),
  say('trunk-lengths'),
] as const;

/** Limits that also apply to a single picture. */
const ofPosture = [say('estimated-depth'), say('level-floor')] as const;

/** Frames per second below which fast movements are blurred. */
const slowCamera = 24;

/** Speed of standing feet in S/s above which the tracking is poor or the camera moves. */
const slidingFeet = 0.4;

export const cautionsOf = (motion: BodyMotion): Sentence[] => [
  ...aboutTheDancer(motion),
  ...(motion.track.frameCount > 1 ? [...aboutTheTracking(motion), ...ofMovement] : []),
  ...ofPosture,
];

const wholeOf = ({ track }: BodyMotion): Span => ({ from: 0, to: track.frameCount });

const when = (applies: boolean, caution: () => Sentence): Sentence[] =>
  applies ? [caution()] : [];

function aboutTheDancer(motion: BodyMotion): Sentence[] {
  const { frames, framesWithoutDancer } = motion.track.repairs;
  if (framesWithoutDancer === frames) return [say('nobody-seen')];
  const { frontal, side } = viewOf(motion, wholeOf(motion));
  const away = framesWithoutDancer / frames;
  return [
    ...when(away > 1 / 10, () => say('out-of-sight', { share: away })),
    ...when(Number.isNaN(motion.track.scale.pixels), () => say('no-trunk-length')),
    ...when(frontal < 0.5 && side < 0.5, () => say('mixed-views', { frontal, side })),
  ];
}

function aboutTheTracking(motion: BodyMotion): Sentence[] {
  const { repairs, fps } = motion.track;
  const slip = over(motion.skating.slip, wholeOf(motion), mean);
  return [
    ...when(repairs.otherPeople > 0, () => say('other-people')),
    ...when(repairs.falsePeople > 0, () => say('false-people')),
    ...when(repairs.sideSwaps > 0, () => say('sides-swapped', { frames: repairs.sideSwapFrames })),
    ...when(fps < slowCamera, () => say('slow-camera', { fps })),
    ...when(slip > slidingFeet, () => say('feet-slide')),
  ];
}
