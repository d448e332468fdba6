import {
  findMetric,
  type Metric,
  type MusicWithBeat,
  say,
  type TimingVerdict,
  timingVerdict,
} from '@dance-pose/contracts';
import { errorOf, type Measured, type Statement, trusted, withError } from './summary-facts.ts';

/** Timing of the dancer against the music. */
export function timingStatements({ music, metrics }: Measured): Statement[] {
  if (music.heard !== 'beat') return [{ sentence: music.reason, weight: 0.2 }];
  const { bpm, confidence } = music;
  if (confidence === 'low') return [{ sentence: say('timing-not-judged', { bpm }), weight: 0.2 }];
  if (Number.isNaN(trusted(metrics, 'timing-bias'))) {
    return [{ sentence: say(unknown(metrics), { bpm }), weight: 0.3 }];
  }
  return [onTheBeat(metrics, music)];
}

/** Number of movements that say whether they follow the beat. */
const manyMovements = 16;

type Unknown = 'timing-by-chance' | 'timing-drifts-through-beat' | 'timing-too-few-movements';

/** Code of the sentence for the reason why there is no timing. */
function unknown(metrics: readonly Metric[]): Unknown {
  const reason = findMetric(metrics, 'timing-bias')?.reason?.code;
  if (reason === 'timing-drifts') return 'timing-drifts-through-beat';
  const isMany = trusted(metrics, 'motion-beats') >= manyMovements;
  return reason === 'no-preferred-time' && isMany ? 'timing-by-chance' : 'timing-too-few-movements';
}

/** Share of the time between beats: the spread of a steady dancer is smaller. */
const steady = 0.2;

const weights: Record<TimingVerdict, number> = {
  ...{ behind: 1, ahead: 1 },
  ...{ 'between-beats': 0.9, 'on-beat': 0.85, 'near-beat': 0.8 },
};

function onTheBeat(metrics: readonly Metric[], { bpm }: MusicWithBeat): Statement {
  const periodMs = 60_000 / bpm;
  const ms = trusted(metrics, 'timing-bias');
  const spreadMs = trusted(metrics, 'timing-spread');
  const error = errorOf(metrics, 'timing-bias');
  const verdict = timingVerdict(ms, { error, periodMs });
  const timing = { bpm, ms, steady: spreadMs <= steady * periodMs, spreadMs, ...withError(error) };
  return { sentence: say(`timing-${verdict}`, timing), weight: weights[verdict] };
}
