import { type Music, musicTempoRange } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inWhole } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';

const text = texts.music;

/** The music as the report has it, in sentences. */
export function HeardMusic({ music }: { readonly music: Music }): ReactNode {
  if (music.heard !== 'beat') return <p>{music.reason.text}</p>;
  const { bpm, meter, counts, sections, given } = music;
  const set = Object.keys(given).map((name) => text.settings[name as keyof typeof text.settings]);
  return (
    <div>
      <p>
        {text.heard(inWhole(bpm), inWhole(meter), text.groups[counts])}
        {sections.length > 1 && text.changes(sections.map(inSection).join(', '))}
      </p>
      {set.length > 0 && <p className="hint">{text.set(set.join(', '))}</p>}
    </div>
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
    <fieldset className="tempos">
      <legend className="choice-label">{text.which}</legend>
      <div className="row">
        {[...new Set(tempos)].map((tempo) => (
          <Button
            key={tempo}
            aria-pressed={tempo === chosen}
            onPress={() => onChange(tempo === heard && !isGiven ? undefined : tempo)}
          >
            {tempo === heard && !isGiven ? text.asHeard(inWhole(tempo)) : inWhole(tempo)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
