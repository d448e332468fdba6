import type { MetricId, MetricSectionId } from '@dance-pose/contracts';

export interface CardKind {
  /** Section of the catalogue that gives the title and the introduction of the card. */
  readonly section: MetricSectionId;
  /** The most useful metrics of that topic; some are from other sections. */
  readonly metrics: readonly MetricId[];
}

/** The questions that dancers ask, in the order in which they ask them. */
export const cards: readonly CardKind[] = [
  {
    section: 'timing',
    metrics: ['music-tempo', 'timing-bias', 'timing-spread', 'on-beat-precision-above-chance'],
  },
  {
    section: 'balance',
    metrics: ['balanced-share', 'margin-of-stability', 'longest-balance', 'balance-sway'],
  },
  {
    section: 'symmetry',
    metrics: [
      'knee-range-symmetry',
      'elbow-range-symmetry',
      'leg-activity-symmetry',
      'arm-activity-symmetry',
    ],
  },
  {
    section: 'smoothness',
    metrics: ['body-sparc', 'left-hand-sparc', 'right-hand-sparc', 'laban-flow'],
  },
  {
    section: 'range',
    metrics: [
      'left-knee-range',
      'right-knee-range',
      'left-elbow-range',
      'right-elbow-range',
      'left-shoulder-range',
      'right-shoulder-range',
    ],
  },
  {
    section: 'legs',
    metrics: [
      ...(['plies', 'plie-depth', 'plie-drop'] as const),
      ...(['left-leg-height', 'right-leg-height', 'left-leg-hold', 'right-leg-hold'] as const),
    ],
  },
  {
    section: 'steps',
    metrics: ['turns', 'turns-left', 'turns-right', 'jumps', 'jump-rise', 'split-angle'],
  },
  {
    section: 'alignment',
    metrics: ['shoulder-tilt', 'pelvis-tilt', 'head-tilt', 'trunk-lean'],
  },
];
