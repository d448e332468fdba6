import {
  betweenBeatsFrom,
  type Metric,
  type MusicWithBeat,
  onBeatWithinMs,
  say,
} from '@dance-pose/contracts';
import { type Measured, type Statement, trusted } from './summary-facts.ts';

/** Timing of the dancer against the music. */
export function timingStatements({ music, metrics, motionBeats }: Measured): Statement[] {
  if (music.heard !== 'beat') return [{ sentence: music.reason, weight: 0.2 }];
  const { bpm, confidence } = music;
  if (confidence === 'low') return [{ sentence: say('timing-not-judged', { bpm }), weight: 0.2 }];
  const bias = trusted(metrics, 'timing-bias');
  if (Number.isNaN(bias)) {
    return [{ sentence: say(unknown(metrics, motionBeats), { bpm }), weight: 0.3 }];
  }
  return [onTheBeat(bias, trusted(metrics, 'timing-spread'), music)];
}

/** Number of movements from which their spread over the beat says something about the dancer. */
const manyMovements = 16;

/**
 * Reason why there is no timing. Dancers who move on half beats come to rest between the beats as often as on
 * them; few movements do not show that.
 */
function unknown(
  metrics: readonly Metric[],
  motionBeats: readonly unknown[],
): 'timing-by-chance' | 'timing-too-few-movements' {
  const judged = trusted(metrics, 'motion-beats');
  return motionBeats.length >= manyMovements && judged >= manyMovements
    ? 'timing-by-chance'
    : 'timing-too-few-movements';
}

/** Share of the time between beats: the spread of a steady dancer is smaller. */
const steady = 0.2;

function onTheBeat(bias: number, spreadMs: number, { bpm }: MusicWithBeat): Statement {
  const period = 60_000 / bpm;
  const timing = { bpm, steady: spreadMs <= steady * period, spreadMs };
  const ms = Math.abs(bias);
  if (ms > betweenBeatsFrom * period)
    return { sentence: say('timing-between-beats', timing), weight: 0.9 };
  if (ms < onBeatWithinMs) return { sentence: say('timing-on-beat', timing), weight: 0.85 };
  const code = bias > 0 ? 'timing-behind' : 'timing-ahead';
  return { sentence: say(code, { ...timing, ms }), weight: 1 };
}
