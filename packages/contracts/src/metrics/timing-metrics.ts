import { inSection } from './metric-entry.ts';

export const timingMetrics = inSection('timing', {
  'music-tempo': {
    label: 'Tempo of the music',
    unit: 'BPM',
    direction: 'more',
    explanation:
      'Mean tempo of the longest section of the music. `music.alternatives` has the other tempi at which it may be felt.',
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
    label: 'Timing: behind the beat (+) or ahead of it (−)',
    unit: 'ms',
    direction: 'signed',
    explanation:
      'Mean distance from the beat of the movements on it; those between the beats count from half a beat. The delay of the tracking is taken out. Within 40 ms is on the beat.',
  },
  'timing-spread': {
    label: 'Spread of the timing, middle half',
    unit: 'ms',
    direction: 'lower-is-better',
    explanation:
      'Interquartile range of the movements around their place on or between the beats: low if you are steady.',
  },
  'off-beat-share': {
    label: 'Movements between the beats',
    unit: '%',
    direction: 'more',
    explanation: 'Share of the movements on "and" instead of a beat, of those that keep to either.',
  },
});
