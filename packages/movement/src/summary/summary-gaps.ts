import { findMetric, type Metric, type MetricId } from '@dance-pose/contracts';
import { type Measured, trusted } from './summary-facts.ts';

/** Share of the clip in which a part of the body must be visible for its metrics. */
const mostly = 0.5;
/** Shorter clips have hardly more than one movement. */
const shortSeconds = 3;

const coverageOf = (metrics: readonly Metric[], id: MetricId): number =>
  findMetric(metrics, id)?.coverage ?? 0;

/** Gaps of the measurement, the largest first, with reasons and advice on filming. */
export function gapStatements({ metrics, view, source }: Measured): string[] {
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

function absences(metrics: readonly Metric[]): string[] {
  const there = trusted(metrics, 'in-sight');
  if (there >= mostlyThere) return [];
  return [`You were in the picture for ${Math.round(there)} % of the time.`];
}

function hiddenParts(metrics: readonly Metric[]): string[] {
  const percent = (share: number): string => `${Math.round(100 * share)} % of the time`;
  const [trunk, feet] = [coverageOf(metrics, 'turns'), coverageOf(metrics, 'jumps')];
  if (trunk < mostly) {
    return [
      `Your shoulders and hips were in sight for ${percent(trunk)}, so little could be measured. Film the whole body.`,
    ];
  }
  if (feet < mostly) {
    return [
      `Your feet were in sight for ${percent(feet)}, so jumps, balance and pliés could not be measured. Film the whole body.`,
    ];
  }
  return [];
}

/** Share of the time square to the camera below which posture is not visible. */
const leastFrontal = 0.1;

function fromAside(metrics: readonly Metric[], { frontal }: Measured['view']): string[] {
  if (frontal >= leastFrontal || coverageOf(metrics, 'turns') < mostly) return [];
  return [
    'You were rarely square to the camera, so tilts of shoulders, pelvis and head, and turnout, could not be measured. Film from the front as well.',
  ];
}

const tooShort = (seconds: number): string[] =>
  seconds >= shortSeconds
    ? []
    : [
        `The clip is only ${seconds.toFixed(1)} s long: its results describe this moment, not your dancing. Film at least half a minute.`,
      ];
