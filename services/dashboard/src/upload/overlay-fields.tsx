import type { JobOptionsInput } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { ChoiceField } from '../shared/choice-field.tsx';

type Overlay = NonNullable<JobOptionsInput['overlay']>;

const styles = [
  { value: 'skeleton', label: 'Skeleton over the video' },
  { value: 'ghost', label: 'Glowing skeleton over the dimmed video' },
  { value: 'skeleton-only', label: 'Skeleton only, on black' },
] as const;

const colours = [
  { value: 'orange-blue', label: 'Orange and blue' },
  { value: 'magenta-green', label: 'Magenta and green' },
  { value: 'yellow-violet', label: 'Yellow and violet' },
] as const;

const marks = [
  { name: 'showAngles', label: 'Joint angles' },
  { name: 'showTrails', label: 'Trails of hands and feet' },
  { name: 'showBeats', label: 'Beats and counts of the music' },
  { name: 'showCentreOfMass', label: 'Centre of mass over the feet' },
] as const;

interface OverlayFieldsProps {
  readonly overlay: Overlay;
  onChange(overlay: Overlay): void;
}

/** Options of the overlay. */
export function OverlayFields({ overlay, onChange }: OverlayFieldsProps): ReactNode {
  return (
    <>
      <ChoiceField
        label="Overlay"
        choices={styles}
        value={overlay.style ?? 'skeleton'}
        onChange={(style) => onChange({ ...overlay, style })}
      />
      <ChoiceField
        label="Colours of left and right"
        choices={colours}
        value={overlay.colour ?? 'orange-blue'}
        onChange={(colour) => onChange({ ...overlay, colour })}
      />
      <fieldset>
        <legend>Also draw</legend>
        {marks.map(({ name, label }) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={overlay[name] ?? false}
              onChange={({ target }) => onChange({ ...overlay, [name]: target.checked })}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </>
  );
}
