import { type PoseModel, poseModels } from '@dance-pose/contracts';
import { sides } from '../angles.ts';
import { type Part, round } from '../part.ts';
import { figureOf } from '../track-clip.ts';
import { type AnalysedDance, cachedDance, compareJoint } from './analyse-dance.ts';
import { evenDance, knownDance, sideOnDance } from './known-dance.ts';

const figures = {
  'turns to the left': 'turns-left',
  'turns to the right': 'turns-right',
  jumps: 'jumps',
  'longest time in the air (ms)': 'flight-time',
  tempo: 'music-tempo',
  'late by (ms)': 'timing-bias',
  'arms: more on the right (%)': 'arm-activity-symmetry',
  'legs: more on the right (%)': 'leg-activity-symmetry',
  'range of shoulders: more on the right (%)': 'shoulder-range-symmetry',
  'range of hips: more on the right (%)': 'hip-range-symmetry',
} as const;

/** True values in the order of {@link figures}. */
const dances = {
  known: {
    options: { choreography: knownDance, counts: 22, lateMs: 120 },
    inMirror: false,
    truth: ['2', '0', '3', '425', '120', '120', 'more', 'more', 'more', 'more'],
  },
  mirrored: {
    options: { choreography: knownDance, counts: 22, lateMs: 120 },
    inMirror: true,
    truth: ['0', '2', '3', '425', '120', '120', 'less', 'less', 'less', 'less'],
  },
  'even, on time': {
    options: { choreography: evenDance, counts: 12 },
    inMirror: false,
    truth: ['0', '0', '0', '–', '120', '0', '0', '0', '0', '0'],
  },
  'even, early': {
    options: { choreography: evenDance, counts: 12, lateMs: -120 },
    inMirror: false,
    truth: ['0', '0', '0', '–', '120', '−120', '0', '0', '0', '0'],
  },
  'side on': {
    options: { choreography: sideOnDance, counts: 8 },
    inMirror: false,
    truth: ['0', '0', '0', '–', '120', '–', '–', '–', '–', '–'],
  },
} as const;

type Found = Readonly<Record<PoseModel, AnalysedDance>>;

function rowsOf(name: string, truth: readonly string[], found: Found): string[][] {
  const ids = Object.entries(figures);
  const facts = ids.map(([label, id], i) => [
    ...[name, label, truth[i] ?? ''],
    ...poseModels.map((model) => round(figureOf(found[model].measured, id), 0)),
  ]);
  const angles = sides.flatMap((side) =>
    (['knee', 'elbow'] as const).map((joint) => [
      ...[name, `${side} ${joint}, mean error in the picture, in space (°)`, ''],
      ...poseModels.map((model) => {
        const { inPicture, inSpace } = compareJoint(found[model], side, joint);
        const seen = inPicture.count > inPicture.known / 2;
        return seen ? `${round(inPicture.meanError)}, ${round(inSpace.meanError)}` : '–';
      }),
    ]),
  );
  return [...facts, ...(name === 'mirrored' ? [] : angles)];
}

export const modelsPart: Part = {
  name: 'models',
  title: 'Five known dances, three models',
  introduction: `The synthetic dancer is recorded (360×480, 25 frames a second, H.264, a click on every beat at 120 beats a minute).
\`tests/validation/known-dance\` has the choreographies. *Known*: arms and legs go further on the right, two turns to the left, three
jumps, all 120 ms behind the clicks. *Mirrored*: the model gets every frame of it mirrored. *Even*: none of these, with movements that
resemble a turn or a jump. *Side on*: pliés and a bent elbow with the right side to the camera. \`npm test\` holds bounds with *lite*.`,
  measure: async () => {
    const rows: string[][] = [];
    for (const [name, { options, inMirror, truth }] of Object.entries(dances)) {
      const found = await Promise.all(
        poseModels.map(async (model) => [model, await cachedDance(options, { model, inMirror })]),
      );
      rows.push(...rowsOf(name, truth, Object.fromEntries(found) as Found));
    }
    return { checks: [], tables: [{ heads: ['dance', 'what', 'true', ...poseModels], rows }] };
  },
};
