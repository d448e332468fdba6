import { type Music, musicTempoRange } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inWhole } from '../shared/format.ts';

const groups = { 3: 'threes', 4: 'fours', 6: 'sixes', 8: 'eights' } as const;
const names = { bpm: 'the tempo', meter: 'the metre', oneMs: 'a “one”' } as const;

/** The music as the report has it, in sentences. */
export function HeardMusic({ music }: { readonly music: Music }): ReactNode {
  if (music.heard !== 'beat') return <p>{music.reason.text}</p>;
  const { bpm, meter, counts, sections, given } = music;
  const set = Object.keys(given).map((name) => names[name as keyof typeof names]);
  return (
    <>
      <p>
        {inWhole(bpm)} beats per minute, {meter} in a bar, counted in {groups[counts]}.
        {sections.length > 1 && ` The tempo changes: ${sections.map(inSection).join(', ')}.`}
      </p>
      {set.length > 0 && <p className="hint">You have set {set.join(', ')}.</p>}
    </>
  );
}

const inSection = ({ bpm }: { readonly bpm: number }): string => inWhole(bpm);

interface TempoChoicesProps {
  readonly music: Music;
  /** The tempo that is set. */
  readonly bpm: number | undefined;
  onChange(bpm: number | undefined): void;
}

/** The tempo and its alternatives, such as 70 and 140, each with a button. */
export function TempoChoices({ music, bpm, onChange }: TempoChoicesProps): ReactNode {
  if (music.heard !== 'beat' || music.alternatives.length === 0) return null;
  const isGiven = music.given.bpm !== undefined;
  const tempos = [music.bpm, ...music.alternatives]
    .map(Math.round)
    .filter((tempo) => tempo >= musicTempoRange.min && tempo <= musicTempoRange.max)
    .sort((a, b) => a - b);
  const heard = Math.round(music.bpm);
  const chosen = bpm ?? (isGiven ? undefined : heard);
  return (
    <fieldset className="row tempos">
      <legend>Which tempo do you count?</legend>
      {[...new Set(tempos)].map((tempo) => (
        <button
          key={tempo}
          type="button"
          aria-pressed={tempo === chosen}
          onClick={() => onChange(tempo === heard && !isGiven ? undefined : tempo)}
        >
          {inWhole(tempo)}
          {tempo === heard && !isGiven && ' (as heard)'}
        </button>
      ))}
    </fieldset>
  );
}
