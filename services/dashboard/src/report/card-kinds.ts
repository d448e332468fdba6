export interface CardKind {
  readonly title: string;
  /** What it means for dancing. */
  readonly explanation: string;
  /** Ids of the report's metrics (docs/report.md). */
  readonly metrics: readonly string[];
}

/** The questions that dancers ask, in the order in which they ask them. */
export const cards: readonly CardKind[] = [
  {
    title: 'Timing',
    explanation: 'Whether you come to rest with the beat, and whether you rush or drag.',
    metrics: ['music-tempo', 'timing-bias', 'timing-spread', 'on-beat-precision-above-chance'],
  },
  {
    title: 'Balance',
    explanation: 'Where your weight is over your feet, from side to side.',
    metrics: ['balanced-share', 'margin-of-stability', 'longest-balance', 'balance-sway'],
  },
  {
    title: 'Symmetry',
    explanation: 'How alike both sides move. Much choreography is meant to be one-sided.',
    metrics: [
      'knee-range-symmetry',
      'elbow-range-symmetry',
      'leg-activity-symmetry',
      'arm-activity-symmetry',
    ],
  },
  {
    title: 'Smoothness',
    explanation: 'How fluent the movement is, phrase by phrase. Nearer to 0 is smoother.',
    metrics: ['body-sparc', 'left-hand-sparc', 'right-hand-sparc', 'laban-flow'],
  },
  {
    title: 'Range of motion',
    explanation: 'How far the joints open and close.',
    metrics: [
      'left-knee-range',
      'right-knee-range',
      'left-elbow-range',
      'right-elbow-range',
      'plie-depth',
    ],
  },
  {
    title: 'Turns and jumps',
    explanation: 'A jump’s rise is seen well, its time in the air poorly.',
    metrics: ['turns', 'revolutions', 'jumps', 'jump-rise'],
  },
  {
    title: 'Alignment',
    explanation: 'How level you carry yourself while facing the camera.',
    metrics: ['shoulder-tilt', 'pelvis-tilt', 'head-tilt', 'trunk-lean'],
  },
];
