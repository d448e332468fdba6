import { type Metric, type MusicWithBeat, onBeatWithinMs } from '@dance-pose/contracts';
import { inMs, type Measured, type Statement, trusted } from './summary-facts.ts';

/** Timing of the dancer against the music. */
export function timingStatements({ music, metrics, motionBeats }: Measured): Statement[] {
  if (music.heard !== 'beat') return [{ text: music.reason, weight: 0.2 }];
  const bpm = Math.round(music.bpm);
  if (music.confidence === 'low') {
    const text = `The beat of the music is uncertain (about ${bpm} per minute), so your timing is not judged.`;
    return [{ text, weight: 0.2 }];
  }
  const bias = trusted(metrics, 'timing-bias');
  if (Number.isNaN(bias)) {
    return [
      {
        text: `The music has ${bpm} beats per minute; ${unknown(metrics, motionBeats)}.`,
        weight: 0.3,
      },
    ];
  }
  const { text, weight } = onTheBeat(bias, trusted(metrics, 'timing-spread'), music);
  return [{ text: `${text} The music has ${bpm} beats per minute.`, weight }];
}

/** Number of movements from which their spread over the beat says something about the dancer. */
const manyMovements = 16;

/**
 * Reason why there is no timing. Dancers who move on half beats come to rest between the beats as often as on
 * them; few movements do not show that.
 */
function unknown(metrics: readonly Metric[], motionBeats: readonly unknown[]): string {
  const judged = trusted(metrics, 'motion-beats');
  if (motionBeats.length >= manyMovements && judged >= manyMovements) {
    return 'your movements come to rest on its beats no more often than between them';
  }
  return 'too few of your movements come to rest while it plays to measure your timing';
}

/** Share of the time between beats: a movement later than this may be early for the next beat. */
const between = 0.3;
/** Share of the time between beats: the spread of a steady dancer is smaller. */
const steady = 0.2;

function onTheBeat(bias: number, spread: number, { bpm }: MusicWithBeat): Statement {
  const period = 60_000 / bpm;
  const evenness =
    spread <= steady * period
      ? ', steadily'
      : `, but not steadily: the middle half of your movements is spread over ${inMs(spread)}`;
  if (Math.abs(bias) > between * period) {
    return { text: `You come to rest between the beats${evenness}.`, weight: 0.9 };
  }
  if (Math.abs(bias) < onBeatWithinMs)
    return { text: `You are on the beat${evenness}.`, weight: 0.85 };
  const side = bias > 0 ? 'behind' : 'ahead of';
  return { text: `You are ${inMs(bias)} ${side} the beat${evenness}.`, weight: 1 };
}
