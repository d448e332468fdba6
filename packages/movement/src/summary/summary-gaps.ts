import type { Metric } from '@dance-pose/contracts';
import { type Measured, trusted } from './summary-facts.ts';

/** In how much of the clip a part of the body must be seen, for what rests on it to be told. */
const mostly = 0.5;
/** Shorter clips hold hardly more than one movement. */
const shortSeconds = 3;

const coverageOf = (metrics: readonly Metric[], id: string): number =>
  metrics.find((metric) => metric.id === id)?.coverage ?? 0;

/** What could not be measured, why, and how to film it next time. The most that is missing first. */
export function gapStatements({ metrics, view, source }: Measured): string[] {
  const seconds = source.frameCount / source.fps;
  return [
    ...absences(metrics),
    ...hiddenParts(metrics),
    ...fromAside(metrics, view),
    ...tooShort(seconds),
  ];
}

/** Per cent of the time; who is missed for less has only been overlooked. */
const mostlyThere = 90;

function absences(metrics: readonly Metric[]): string[] {
  const there = trusted(metrics, 'in-sight');
  if (there >= mostlyThere) return [];
  return [`You were in the picture for ${Math.round(there)} % of the time.`];
}

function hiddenParts(metrics: readonly Metric[]): string[] {
  const percent = (share: number): string => `${Math.round(100 * share)} % of the time`;
  const [trunk, feet] = ['turns', 'jumps'].map((id) => coverageOf(metrics, id)) as [number, number];
  if (trunk < mostly) {
    return [
      `Your shoulders and hips were in sight for ${percent(trunk)}, so little can be said. Film the whole body.`,
    ];
  }
  if (feet < mostly) {
    return [
      `Your feet were in sight for ${percent(feet)}, so jumps, balance and pliés could not be measured. Film the whole body.`,
    ];
  }
  return [];
}

/** Share of the time square to the camera below which the posture is not seen. */
const leastFrontal = 0.1;

function fromAside(metrics: readonly Metric[], { frontal }: Measured['view']): string[] {
  if (frontal >= leastFrontal || coverageOf(metrics, 'turns') < mostly) return [];
  return [
    'You were hardly ever square to the camera, so tilts of shoulders, pelvis and head, and turnout, could not be measured. Film from the front as well.',
  ];
}

const tooShort = (seconds: number): string[] =>
  seconds >= shortSeconds
    ? []
    : [
        `The clip is only ${seconds.toFixed(1)} s long: what is told of it holds for this moment, not for your dancing. Film at least half a minute.`,
      ];
