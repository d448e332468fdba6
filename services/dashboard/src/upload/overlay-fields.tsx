import type { JobOptionsInput } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { optionsOf } from '../shared/options-of.ts';
import { texts } from '../texts/texts.ts';
import { Check, Select } from '../ui/choice.tsx';

type Overlay = NonNullable<JobOptionsInput['overlay']>;

const { style, styles, colour, colours, marks, mark } = texts.options;

interface OverlayFieldsProps {
  readonly overlay: Overlay;
  onChange(overlay: Overlay): void;
}

/** Options of the overlay. */
export function OverlayFields({ overlay, onChange }: OverlayFieldsProps): ReactNode {
  return (
    <>
      <Select<NonNullable<Overlay['style']>>
        label={style}
        options={optionsOf(styles)}
        value={overlay.style ?? 'skeleton'}
        onChange={(value) => onChange({ ...overlay, style: value })}
      />
      <Select<NonNullable<Overlay['colour']>>
        label={colour}
        options={optionsOf(colours)}
        value={overlay.colour ?? 'orange-blue'}
        onChange={(value) => onChange({ ...overlay, colour: value })}
      />
      <fieldset className="checks">
        <legend>{marks}</legend>
        {optionsOf(mark).map(({ value, label }) => (
          <Check
            key={value}
            isOn={overlay[value] ?? false}
            onChange={(isOn) => onChange({ ...overlay, [value]: isOn })}
          >
            {label}
          </Check>
        ))}
      </fieldset>
    </>
  );
}
