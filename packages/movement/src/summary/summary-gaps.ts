import { findMetric, type Metric, type MetricId, type Sentence, say } from '@dance-pose/contracts';
import { type Measured, trusted } from './summary-facts.ts';

/** Share of the clip in which a part of the body must be visible for its metrics. */
const mostly = 0.5;
/** Shorter clips have hardly more than one movement. */
const shortSeconds = 3;

const coverageOf = (metrics: readonly Metric[], id: MetricId): number =>
  findMetric(metrics, id)?.coverage ?? 0;

const isMissing = (metrics: readonly Metric[], id: MetricId): boolean =>
  (findMetric(metrics, id)?.value ?? null) === null;

/** Gaps of the measurement, the largest first, with reasons and advice on filming. */
export function gapStatements({ metrics, view, source }: Measured): Sentence[] {
  const seconds = source.frameCount / source.fps;
  return [
    ...absences(metrics),
    ...hiddenParts(metrics),
    ...fromAside(metrics, view),
    ...tooShort(seconds),
  ];
}

/** % of the time in the picture that needs no mention. */
const mostlyThere = 90;

function absences(metrics: readonly Metric[]): Sentence[] {
  const percent = trusted(metrics, 'in-sight');
  return percent >= mostlyThere ? [] : [say('in-the-picture', { percent })];
}

function hiddenParts(metrics: readonly Metric[]): Sentence[] {
  const [trunk, feet] = [coverageOf(metrics, 'turns'), coverageOf(metrics, 'jumps')];
  if (trunk < mostly) return [say('trunk-out-of-sight', { share: trunk })];
  if (feet >= mostly) return [];
  const jumps = isMissing(metrics, 'jumps');
  const balance = isMissing(metrics, 'balanced-share');
  const plies = isMissing(metrics, 'plie-depth') && isMissing(metrics, 'plie-drop');
  return [say('feet-out-of-sight', { share: feet, jumps, balance, plies })];
}

/** Share of the time square to the camera below which posture is not visible. */
const leastFrontal = 0.1;

function fromAside(metrics: readonly Metric[], { frontal }: Measured['view']): Sentence[] {
  if (frontal >= leastFrontal || coverageOf(metrics, 'turns') < mostly) return [];
  const isTilted = (['shoulder-tilt', 'pelvis-tilt', 'head-tilt'] as const).some(
    (id) => !isMissing(metrics, id),
  );
  return isTilted ? [] : [say('rarely-square', { turnout: isMissing(metrics, 'turnout') })];
}

const tooShort = (seconds: number): Sentence[] =>
  seconds >= shortSeconds ? [] : [say('short-clip', { seconds })];
