import { type Metric, type MusicWithBeat, onBeatWithinMs } from '@dance-pose/contracts';
import { inMs, type Measured, type Statement, trusted } from './summary-facts.ts';

/** How the dancer sits on the music. */
export function timingStatements({ music, metrics, motionBeats }: Measured): Statement[] {
  if (music.heard !== 'beat') return [{ text: music.reason, weight: 0.2 }];
  const bpm = Math.round(music.bpm);
  if (music.confidence === 'low') {
    const text = `The beat of the music was only guessed (about ${bpm} a minute), so your timing is not judged.`;
    return [{ text, weight: 0.2 }];
  }
  const bias = trusted(metrics, 'timing-bias');
  if (Number.isNaN(bias)) {
    return [
      {
        text: `The music has ${bpm} beats a minute; ${unknown(metrics, motionBeats)}.`,
        weight: 0.3,
      },
    ];
  }
  const { text, weight } = onTheBeat(bias, trusted(metrics, 'timing-spread'), music);
  return [{ text: `${text} The music has ${bpm} beats a minute.`, weight }];
}

/** Movements from which on their spread over the beat says something about the dancer. */
const manyMovements = 16;

/** Fewer would also miss someone who moves on half beats: they are as often between the beats as on them. */
function unknown(metrics: readonly Metric[], motionBeats: readonly unknown[]): string {
  const judged = trusted(metrics, 'motion-beats');
  if (motionBeats.length >= manyMovements && judged >= manyMovements) {
    return 'your movements come to rest on its beats no more often than between them';
  }
  return 'too few of your movements come to rest while it plays to tell how you sit on it';
}

/** Of the time between beats: later than this may as well be early for the next one. */
const between = 0.3;
/** Of the time between beats: the middle half of the movements of a steady dancer lies within it. */
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
