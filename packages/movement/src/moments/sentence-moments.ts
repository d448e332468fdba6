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
    moments: (shownBy[sentence.code as SentenceCode] ?? []).flatMap((shows) =>
      indicesWhere(moments, (moment) => shows(moment, sentence)),
    ),
  }));

/** Indices of the moments that satisfy a condition, those with the largest values first. */
const indicesWhere = (
  moments: readonly Moment[],
  holds: (moment: Moment) => boolean,
): readonly number[] =>
  moments
    .flatMap((moment, i) => (holds(moment) ? [{ moment, i }] : []))
    .toSorted((a, b) => Math.abs(b.moment.value ?? 0) - Math.abs(a.moment.value ?? 0))
    .map(({ i }) => i);

type Shows = (moment: Moment, sentence: Sentence) => boolean;

const kinds =
  (...some: readonly MomentKind[]): Shows =>
  ({ kind }) =>
    some.includes(kind);

const tilt =
  (id: string): Shows =>
  ({ kind, metric }) =>
    kind === 'tilt' && metric === id;

const timing = [kinds('typical-movement'), kinds('missed-beats')];

const limb: Shows = ({ kind, metric }, { values }) =>
  kind === 'side-difference' && metric === `${values.limb}-activity-symmetry`;

const furtherJoint: Shows = ({ kind, metric }, { values }) =>
  kind === 'side-difference' && metric === `${values.joint}-range-symmetry`;

const endOfRange: Shows = ({ kind, metric }, { values }) =>
  (kind === 'largest-angle' || kind === 'smallest-angle') &&
  metric === `${values.side}-${values.joint}-range`;

const kneeOfSide: Shows = ({ kind, side }, { values }) =>
  kind === 'knee-inside' && side === values.side;

/** By the code of the sentence, what shows it, in order; the other sentences are about the whole clip. */
const shownBy: Readonly<Partial<Record<SentenceCode, readonly Shows[]>>> = {
  'timing-on-beat': timing,
  'timing-near-beat': timing,
  'timing-behind': timing,
  'timing-ahead': timing,
  'timing-between-beats': timing,
  'turns-and-jumps': [kinds('turn', 'jump')],
  'longest-balance': [kinds('balance')],
  'energy-over-phrases': [kinds('most-energy', 'least-energy')],
  'joint-moves-further': [furtherJoint],
  'limb-moves-more': [limb],
  'limb-moves-alone': [limb],
  'joint-ranges-widely': [endOfRange],
  'shoulder-held-lower': [tilt('shoulder-tilt')],
  'pelvis-lower': [tilt('pelvis-tilt')],
  'head-tilts': [tilt('head-tilt')],
  'trunk-leans': [tilt('trunk-lean')],
  'plie-bends': [kinds('plie')],
  'plie-bends-and-lowers': [kinds('plie')],
  'knee-inside-line': [kneeOfSide],
  'in-the-picture': [kinds('out-of-picture')],
};
