import { musicTempoRange } from '@dance-pose/contracts';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { addTap, fewestTaps, type Tap, tempoOf } from './tap-tempo.ts';
import './music.css';

interface TempoFieldProps {
  readonly bpm: number | undefined;
  onChange(bpm: number | undefined): void;
  /** Time of a tap: by default that of the room. */
  readonly clock?: () => Tap;
}

const roomClock = (): Tap => ({ clock: 'room', ms: performance.now() });

/** A tempo that is typed or tapped. */
export function TempoField(props: TempoFieldProps): ReactNode {
  const { bpm, onChange, clock = roomClock } = props;
  const [typed, setTyped] = useState('');
  const [taps, setTaps] = useState<readonly Tap[]>([]);
  const hint = useId();
  const shown = tempoIn(typed) === bpm ? typed : String(bpm ?? '');
  const isWrong = shown !== '' && tempoIn(shown) === undefined;
  const tap = (): void => {
    const series = addTap(taps, clock());
    setTaps(series);
    const tempo = tempoOf(series);
    if (tempo !== undefined) onChange(tempo);
  };
  return (
    <div className="tempo">
      <label>
        Tempo (BPM)
        <input
          type="number"
          {...musicTempoRange}
          step="any"
          value={shown}
          placeholder="as heard"
          aria-invalid={isWrong}
          aria-describedby={hint}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(tempoIn(target.value));
          }}
        />
      </label>
      <button type="button" onClick={tap} onKeyDown={once}>
        Tap the beat
      </button>
      <p id={hint} className="hint">
        {isWrong ? `From ${musicTempoRange.min} to ${musicTempoRange.max}.` : tapHint(taps.length)}
      </p>
    </div>
  );
}

/** A key that is held down is one tap. */
const once = (event: KeyboardEvent): void => {
  if (event.repeat) event.preventDefault();
};

function tempoIn(text: string): number | undefined {
  const value = Number(text);
  const { min, max } = musicTempoRange;
  return text.trim() !== '' && value >= min && value <= max ? value : undefined;
}

function tapHint(taps: number): string {
  if (taps === 0) return 'Type it, or tap along with the music.';
  const missing = fewestTaps - taps;
  if (missing <= 0) return 'Tap on to make it more exact.';
  return missing === 1 ? 'Tap once more.' : `Tap ${missing} more times.`;
}
