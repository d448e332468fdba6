import { inSection } from './metric-entry.ts';

export const timingMetrics = inSection('timing', {
  'music-tempo': {
    label: 'Tempo of the music',
    unit: 'BPM',
    direction: 'more',
    explanation: 'Mean tempo of the clip. The music may be felt at half or twice this tempo.',
  },
  'motion-beats': {
    label: 'Movements that come to rest while music plays',
    unit: 'count',
    direction: 'more',
    explanation: 'Number of motion beats between the first and the last beat of the music.',
  },
  'on-beat-precision': {
    label: 'On-beat precision: how close movements are to a beat (1 = on it)',
    unit: '1',
    direction: 'higher-is-better',
    explanation: 'Mean closeness of each motion beat to the nearest beat of the music.',
  },
  'on-beat-precision-above-chance': {
    label: 'On-beat precision above chance',
    unit: '1',
    direction: 'higher-is-better',
    explanation:
      'On-beat precision minus the mean over 200 time shifts of the same movements. 0 is what a dancer reaches who does not listen.',
  },
  'beat-coverage': {
    label: 'Beat coverage: how close each beat has a movement (1 = on it)',
    unit: '1',
    direction: 'more',
    explanation:
      'Mean closeness of each beat of the music to the nearest motion beat (Bailando, Siyao et al. 2022). Low if the choreography skips beats.',
  },
  'beat-coverage-above-chance': {
    label: 'Beat coverage above chance',
    unit: '1',
    direction: 'more',
    explanation: 'Beat coverage minus the mean over 200 time shifts of the same movements.',
  },
  'timing-bias': {
    label: 'Timing: behind the beat (+) or ahead of it (−), median',
    unit: 'ms',
    direction: 'signed',
    explanation:
      'Median of the signed distances from each motion beat to the nearest beat. Within 40 ms is on the beat.',
  },
  'timing-spread': {
    label: 'Spread of the timing, middle half',
    unit: 'ms',
    direction: 'lower-is-better',
    explanation: 'Interquartile range of the distances to the nearest beat: low if you are steady.',
  },
});
