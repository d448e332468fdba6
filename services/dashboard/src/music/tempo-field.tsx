import { musicTempoRange } from '@dance-pose/contracts';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { inWhole } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { addTap, fewestTaps, type Tap, tempoOf } from './tap-tempo.ts';
import './music.css';

const text = texts.music;
const { min, max } = musicTempoRange;

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
      <TextField
        label={text.tempo}
        type="number"
        {...musicTempoRange}
        step="any"
        value={shown}
        placeholder={text.tempoPlaceholder}
        isInvalid={isWrong}
        hint={isWrong ? text.tempoRange(inWhole(min), inWhole(max)) : tapHint(taps.length)}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(tempoIn(target.value));
        }}
      />
      <Button icon="music" onPress={tap} onKeyDown={once}>
        {text.tap}
      </Button>
    </div>
  );
}

/** A key that is held down is one tap. */
const once = (event: KeyboardEvent): void => {
  if (event.repeat) event.preventDefault();
};

function tempoIn(typed: string): number | undefined {
  const value = Number(typed);
  return typed.trim() !== '' && value >= min && value <= max ? value : undefined;
}

function tapHint(taps: number): string {
  if (taps === 0) return text.tapFirst;
  const missing = fewestTaps - taps;
  if (missing <= 0) return text.tapOn;
  return missing === 1 ? text.tapOnce : text.tapMore(inWhole(missing));
}
