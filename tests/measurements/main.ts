// `pnpm accuracy [lite full heavy]`: prints the figures of docs/accuracy.md for the given models (default: all three).
import { existsSync } from 'node:fs';
import { type PoseModel, poseModels } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import type { Agreement } from './agreement.ts';
import { type AnalysedDance, analyseDance, compareAngles } from './analyse-dance.ts';
import { evenDance, knownDance, sideOnDance } from './known-dance.ts';
import { measureTriangulated } from './measure-triangulated.ts';
import { figureOf } from './track-clip.ts';

const write = (...lines: string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[]): void =>
  write('', row(heads), row(heads.map(() => '---')));
const round = (value: number, digits = 1): string =>
  Number.isNaN(value) ? '–' : value.toFixed(digits);

const figures = [
  ...['turns-left', 'turns-right', 'jumps', 'flight-time', 'music-tempo', 'timing-bias'],
  ...['arm-activity-symmetry', 'leg-activity-symmetry', 'shoulder-range-symmetry'],
  ...['hip-range-symmetry', 'elbow-range-symmetry', 'knee-range-symmetry'],
] as const;

async function printDances(model: PoseModel): Promise<void> {
  const known = { choreography: knownDance, counts: 22, lateMs: 120 };
  const even = { choreography: evenDance, counts: 12 };
  const dances: Record<string, AnalysedDance> = {
    known: await analyseDance(known, { model }),
    mirrored: await analyseDance(known, { model, inMirror: true }),
    'even, on time': await analyseDance(even, { model }),
    'even, early': await analyseDance({ ...even, lateMs: -120 }, { model }),
    'side on': await analyseDance({ choreography: sideOnDance, counts: 8 }, { model }),
  };
  table(['dance', ...figures]);
  for (const [name, { measured }] of Object.entries(dances)) {
    write(row([name, ...figures.map((id) => round(figureOf(measured, id)))]));
  }
  table(['dance', 'joint', 'mean error in the picture', 'in space']);
  for (const [name, dance] of Object.entries(dances)) {
    if (name === 'mirrored') continue;
    for (const side of ['left', 'right'] as const) {
      for (const joint of ['knee', 'elbow'] as const) {
        const { inPicture, inSpace } = compareAngles(dance, side, joint);
        if (inPicture.count < dance.dance.frameCount / 2) continue;
        const errors = [inPicture, inSpace].map(({ meanError }) => round(meanError));
        write(row([name, `${side} ${joint}`, ...errors]));
      }
    }
  }
}

async function printTriangulated(model: PoseModel): Promise<void> {
  const { angles, distance, lagMs } = await measureTriangulated(model);
  write('', `Joints ${round(distance, 3)} S from the triangulated ones, ${round(lagMs)} ms late.`);
  const cells = ({ count, correlation, meanError, bias, trueRange }: Agreement): string[] => [
    ...[String(count), round(correlation, 2), round(meanError), round(bias), round(trueRange)],
  ];
  table(['angle', 'frames', 'r', 'mean error', 'bias', 'range']);
  for (const [joint, sides] of Object.entries(angles)) {
    for (const side of ['left', 'right', 'both'] as const) {
      write(row([`${joint}, ${side}`, ...cells(sides[side])]));
    }
  }
}

const requested = process.argv.slice(2);
for (const model of poseModels.filter(
  (name) => requested.length === 0 || requested.includes(name),
)) {
  write('', `## ${model}`);
  await printDances(model);
  if (existsSync(testdata)) await printTriangulated(model);
  else write('', `Nothing to compare with: there is no ${testdata}.`);
}
