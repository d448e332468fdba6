import type {
  Moment,
  MomentKind,
  Sentence,
  SentenceCode,
  SummarySentence,
} from '@dance-pose/contracts';

/** The sentences of a summary with the indices of the moments that show what they say, the most telling first. */
export const withMoments = (
  sentences: readonly Sentence[],
  moments: readonly Moment[],
): SummarySentence[] =>
  sentences.map((sentence) => ({
    ...sentence,
    moments: (shows[sentence.code as SentenceCode] ?? nothing)(sentence)(moments),
  }));

type Pick = (sentence: Sentence) => (moments: readonly Moment[]) => number[];

const nothing: Pick = () => () => [];

/** Indices of the moments that satisfy a condition, those with the largest values first. */
const where =
  (holds: (moment: Moment) => boolean) =>
  (moments: readonly Moment[]): number[] =>
    moments
      .flatMap((moment, i) => (holds(moment) ? [{ moment, i }] : []))
      .toSorted((a, b) => Math.abs(b.moment.value ?? 0) - Math.abs(a.moment.value ?? 0))
      .map(({ i }) => i);

const kinds =
  (...some: readonly MomentKind[]): Pick =>
  () =>
    where(({ kind }) => some.includes(kind));

const tilt =
  (metric: string): Pick =>
  () =>
    where((moment) => moment.kind === 'tilt' && moment.metric === metric);

const timing: Pick = () => (moments) => [
  ...where(({ kind }) => kind === 'typical-movement')(moments),
  ...where(({ kind }) => kind === 'missed-beats')(moments),
];

const limb: Pick = ({ values }) =>
  where(
    ({ kind, metric }) =>
      kind === 'side-difference' && metric === `${values.limb}-activity-symmetry`,
  );

/** By the code of the sentence; the others are about the whole clip. */
const shows: Readonly<Partial<Record<SentenceCode, Pick>>> = {
  'timing-on-beat': timing,
  'timing-near-beat': timing,
  'timing-behind': timing,
  'timing-ahead': timing,
  'timing-between-beats': timing,
  'turns-and-jumps': kinds('turn', 'jump'),
  'longest-balance': kinds('balance'),
  'energy-over-phrases': kinds('most-energy', 'least-energy'),
  'joint-moves-further': ({ values }) =>
    where(
      ({ kind, metric }) =>
        kind === 'side-difference' && metric === `${values.joint}-range-symmetry`,
    ),
  'limb-moves-more': limb,
  'limb-moves-alone': limb,
  'joint-ranges-widely': ({ values }) =>
    where(
      ({ kind, side, metric }) =>
        (kind === 'largest-angle' || kind === 'smallest-angle') &&
        metric === `${side}-${values.joint}-range` &&
        side === values.side,
    ),
  'shoulder-held-lower': tilt('shoulder-tilt'),
  'pelvis-lower': tilt('pelvis-tilt'),
  'head-tilts': tilt('head-tilt'),
  'trunk-leans': tilt('trunk-lean'),
  'plie-bends': kinds('plie'),
  'plie-bends-and-lowers': kinds('plie'),
  'plie-lowers': kinds('plie'),
  'knee-inside-line': ({ values }) =>
    where(({ kind, side }) => kind === 'knee-inside' && side === values.side),
  'in-the-picture': kinds('out-of-picture'),
};
