import { analysisOptionsSchema, type Metric, type Phrase } from '@dance-pose/contracts';
import { angleDegrees, measureDance } from '@dance-pose/movement';
import type { Dance } from '@dance-pose/synthetic-dancer';
import { quantile } from './agreement.ts';
import { type ComparedJoint, comparedJoints, sides, trueAngles } from './angles.ts';
import type { CorpusClip } from './corpus.ts';

export interface TrueValues {
  /** By the id of the metric; what is unknown is missing. */
  readonly ofClip: ReadonlyMap<string, number>;
  /** Values of the phrase with the same frames; empty if there is none. */
  inPhrase(span: Span): ReadonlyMap<string, number>;
}

type Span = Phrase['span'];

/**
 * True values of the metrics of a clip. They are what the same analysis finds in the exact landmarks, except where
 * that is not what a dancer reads: hinges have one angle, whatever the camera sees of it, and a plié is as deep as the
 * knees bend. Ranges of hips and shoulders are those in the picture.
 */
export async function trueValues(
  clip: Pick<CorpusClip, 'truth' | 'music' | 'dance'>,
): Promise<TrueValues> {
  // Not the report, whose values are corrected for the bias of the engine.
  const request = { clip: clip.truth, music: clip.music, options: analysisOptionsSchema.parse({}) };
  const { measured } = await measureDance(request, async () => {});
  const all = { from: 0, to: clip.truth.frames.length };
  return {
    ofClip: valuesIn(clip, measured.metrics, all),
    inPhrase: ({ from, to }) => {
      const phrase = measured.phrases.find(({ span }) => span.from === from && span.to === to);
      return phrase === undefined ? new Map() : valuesIn(clip, phrase.metrics, phrase.span);
    },
  };
}

function valuesIn(
  { truth, dance }: Pick<CorpusClip, 'truth' | 'dance'>,
  metrics: readonly Metric[],
  span: Span,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { id, value } of metrics) if (value !== null) values.set(id, value);
  const depth = dance === undefined ? 0 : deepestBend(dance, span);
  if (depth >= leastPlie) values.set('plie-depth', depth);
  else values.delete('plie-depth');
  for (const joint of Object.keys(comparedJoints) as ComparedJoint[]) {
    const isHinge = joint === 'knee' || joint === 'elbow' || joint === 'ankle';
    for (const side of sides) {
      const angles = trueAngles(truth, { side, joint, in: isHinge ? '3d' : '2d' });
      const known = angles.slice(span.from, span.to).filter((angle) => !Number.isNaN(angle));
      if (known.length === 0) values.delete(`${side}-${joint}-range`);
      else values.set(`${side}-${joint}-range`, quantile(known, 0.975) - quantile(known, 0.025));
    }
  }
  return values;
}

/**
 * Largest mean bend of both knees in degrees while both feet stand, in some frames of a dance; 0 if they never do. The
 * bends before and after a jump do not count.
 */
export function deepestBend(
  dance: Dance,
  { from, to }: Span = { from: 0, to: dance.frameCount },
): number {
  const bodies = Array.from({ length: dance.frameCount }, (_, index) => dance.bodyAt(index));
  const ankles = bodies.map(({ leftLeg, rightLeg }) => [leftLeg.ankle[1], rightLeg.ankle[1]]);
  const near = Math.round(aroundJumpSeconds * dance.fps);
  const standing = ankles.map(
    (heights, i) =>
      Math.max(...heights) < highestStandingAnkle &&
      !ankles
        .slice(Math.max(0, i - near), i + near + 1)
        .some((around) => Math.min(...around) > highestStandingAnkle),
  );
  const bends = bodies.slice(from, to).map(({ leftLeg, rightLeg }, i) => {
    if (standing[from + i] !== true) return 0;
    const [left, right] = [leftLeg, rightLeg].map(({ hip, knee, ankle }) =>
      angleDegrees(hip, knee, ankle),
    ) as [number, number];
    return 180 - (left + right) / 2;
  });
  return Math.max(0, ...bends);
}

/** In degrees: knees that bend less make no plié. */
const leastPlie = 25;

/** In metres: on tiptoe. */
const highestStandingAnkle = 0.17;

const aroundJumpSeconds = 0.8;
