import { barSimilarity, candidateBpms, findTempo, type Tempo, tapTolerance } from './beat-tempo.ts';
import { autocorrelation, type Span, valueAt } from './periodicity.ts';
import type { RhythmCurves } from './rhythm-curves.ts';
import { inRange, octaveNearest } from './tempo-octaves.ts';

/** A part of a track with one tempo. */
export interface TempoSection {
  readonly span: Span;
  readonly tempo: Tempo;
}

/** Windows in which the tempo is compared. */
const windowSeconds = 8;
const hopSeconds = 1;

/** A jump of the tempo must make the music this much more similar to itself, summed over the windows. */
const jumpCost = 0.6;

/** The tempo of people varies by one candidate (1 %) or two a second. */
const driftCosts = [0, 0.1] as const;

/** Two tempi are one if that of the longer part explains the other this well. */
const explainedShare = 0.75;

const leastSeconds = 6;

/**
 * Cuts a track where its tempo changes. A part whose bars repeat at the tempo of the other, too, is no change: the
 * rhythm changed there.
 * @param given tempo from the user: of one of the parts, or of the whole track if none has it.
 * @returns one section for music of a steady tempo, none for a track in which nothing repeats.
 */
export function findSections(curves: RhythmCurves, given?: number): TempoSection[] {
  const whole = { from: 0, to: curves.pulse.length };
  const spans = merged(curves, tempoSpans(curves));
  const sections = withTempi(curves, spans, given);
  const isGiven = ({ tempo }: { tempo: Tempo | null }): boolean =>
    given === undefined || Math.abs(Math.log((tempo?.bpm ?? 0) / given)) <= tapTolerance;
  const isKnown = sections.every(({ tempo }) => tempo !== null) && sections.some(isGiven);
  if (sections.length > 1 && isKnown) return handedOver(curves, sections as TempoSection[]);
  const tempo = findTempo(curves, whole, given);
  return tempo === null ? [] : [{ span: whole, tempo }];
}

/** Spans between the jumps of the likeliest course of the tempo (Viterbi). */
function tempoSpans({ pulse, rateHz }: RhythmCurves): Span[] {
  const [size, hop] = [Math.round(windowSeconds * rateHz), hopSeconds * rateHz];
  const count = Math.floor((pulse.length - size) / hop) + 1;
  if (count < 2) return [{ from: 0, to: pulse.length }];
  const course = likeliestCourse(
    Array.from({ length: count }, (_, i) => {
      const from = Math.round(i * hop);
      const similarity = autocorrelation(pulse, { from, to: from + size }, size);
      return candidateBpms.map((bpm) => barSimilarity(similarity, (60 * rateHz) / bpm));
    }),
  );
  const jumps = course.flatMap((at, i) => {
    const before = course[i - 1] ?? at;
    return Math.abs(at - before) >= driftCosts.length
      ? [Math.round((i - 0.5) * hop + size / 2)]
      : [];
  });
  return [0, ...jumps].map((from, i) => ({ from, to: jumps[i] ?? pulse.length }));
}

function likeliestCourse(scores: readonly (readonly number[])[]): number[] {
  let totals = [...(scores[0] as readonly number[])];
  const origins = scores.slice(1).map((here) => {
    const jump = totals.indexOf(Math.max(...totals));
    const before = here.map((_, at) => {
      let best = jump;
      let score = (totals[jump] as number) - jumpCost;
      driftCosts.forEach((cost, drift) => {
        for (const from of [at - drift, at + drift]) {
          const candidate = (totals[from] ?? Number.NEGATIVE_INFINITY) - cost;
          if (candidate > score) [best, score] = [from, candidate];
        }
      });
      return { best, score };
    });
    totals = before.map(({ score }, at) => score + (here[at] as number));
    return before.map(({ best }) => best);
  });
  const course = [totals.indexOf(Math.max(...totals))];
  for (const origin of origins.reverse()) course.unshift(origin[course[0] as number] as number);
  return course;
}

/** Joins spans, the shortest first, with the neighbour whose tempo explains them; too short ones in any case. */
function merged(curves: RhythmCurves, spans: readonly Span[]): Span[] {
  const least = leastSeconds * curves.rateHz;
  const length = ({ from, to }: Span): number => to - from;
  const order = spans
    .map((_, i) => i)
    .sort((a, b) => length(spans[a] as Span) - length(spans[b] as Span));
  for (const i of order) {
    const span = spans[i] as Span;
    const neighbours = [i - 1, i + 1].filter((k) => {
      const other = spans[k];
      return (
        other &&
        length(other) >= length(span) &&
        (length(span) < least || explains(curves, other, span))
      );
    });
    const into = neighbours.sort((a, b) => length(spans[b] as Span) - length(spans[a] as Span))[0];
    if (into === undefined) continue;
    const [first, second] = [Math.min(i, into), Math.max(i, into)];
    const joined = { from: (spans[first] as Span).from, to: (spans[second] as Span).to };
    return merged(curves, [...spans.slice(0, first), joined, ...spans.slice(second + 1)]);
  }
  return [...spans];
}

function explains(curves: RhythmCurves, longer: Span, shorter: Span): boolean {
  const [tempo, own] = [findTempo(curves, longer), findTempo(curves, shorter)];
  if (tempo === null || own === null) return true;
  if (!areRelated(tempo.bpm, own.bpm)) return false;
  const similarity = autocorrelation(curves.pulse, shorter, shorter.to - shorter.from);
  const at = (bpm: number): number => barSimilarity(similarity, (60 * curves.rateHz) / bpm);
  const others = [-0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03].map((drift) =>
    at(tempo.bpm * (1 + drift)),
  );
  return Math.max(...others) >= explainedShare * at(own.bpm);
}

/** True if beats of both tempi coincide after one to four beats, so that one may be heard for the other. */
function areRelated(a: number, b: number): boolean {
  const ratio = Math.max(a, b) / Math.min(a, b);
  return ratios.some((other) => Math.abs(ratio / other - 1) < 0.03);
}
const ratios = [1, 4 / 3, 3 / 2, 2, 8 / 3, 3, 4, 6];

/** Tempi of all spans, in the octaves nearest to that of the longest, or to the given one. */
function withTempi(
  curves: RhythmCurves,
  spans: readonly Span[],
  given?: number,
): { span: Span; tempo: Tempo | null }[] {
  const found = spans.map((span) => ({ span, tempo: findTempo(curves, span) }));
  const length = ({ span }: { span: Span }): number => span.to - span.from;
  const longest = found.reduce((most, other) => (length(other) > length(most) ? other : most));
  const target = given ?? longest.tempo?.bpm ?? 0;
  const tempi = found.map(({ tempo }) => octaveNearest(tempo?.bpm ?? target, target));
  const octaves = [0, -1, 1].find((shift) => tempi.every((bpm) => inRange(bpm * 2 ** shift)));
  const shift = given === undefined ? 2 ** (octaves ?? 0) : 1;
  return found.map(({ span, tempo }, i) => {
    const bpm = shift * (tempi[i] as number);
    return {
      span,
      tempo: tempo && {
        ...(findTempo(curves, span, bpm) ?? tempo),
        certainty: given === undefined ? (longest.tempo?.certainty ?? 0) : 1,
      },
    };
  });
}

/** The windows show a change of tempo within this time. */
const reachSeconds = 5;

/** Sections with exact boundaries. */
function handedOver(curves: RhythmCurves, sections: readonly TempoSection[]): TempoSection[] {
  const bounds = sections.slice(1).map((after, i) => {
    const before = sections[i] as TempoSection;
    const reach = Math.round(reachSeconds * curves.rateHz);
    const span = {
      from: Math.max(before.span.from, after.span.from - reach),
      to: Math.min(after.span.to, after.span.from + reach),
    };
    return findHandover(curves, span, before.tempo.bpm, after.tempo.bpm);
  });
  return sections.map(({ tempo }, i) => ({
    tempo,
    span: { from: bounds[i - 1] ?? 0, to: bounds[i] ?? curves.onsets.length },
  }));
}

/** Lags in beats, one bar twice as often. */
const lags = [1, 2, 4, 4, 8] as const;

/** Position before which the music repeats what was earlier, at the first tempo, and after which what is later, at the second. */
function findHandover(curves: RhythmCurves, span: Span, before: number, after: number): number {
  const all = [curves.pulse, curves.balance].map((curve) => curve.map(limited));
  const likeness = (at: number, step: number): number => {
    let sum = 0;
    for (const curve of all) {
      const others = lags.reduce<number>((s, lag) => s + (valueAt(curve, at + lag * step) ?? 0), 0);
      sum += (curve[at] as number) * others;
    }
    return sum;
  };
  let [best, most, total] = [span.from, 0, 0];
  for (let at = span.from; at < span.to; at += 1) {
    total +=
      likeness(at, (-60 * curves.rateHz) / before) - likeness(at, (60 * curves.rateHz) / after);
    if (total > most) [best, most] = [at + 1, total];
  }
  return best;
}

/** Single loud onsets count no more than others. */
const limited = (value: number): number => Math.min(2.5, Math.max(-1.5, value));
