import type { JobOptionsInput } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { ChoiceField } from '../shared/choice-field.tsx';

type Overlay = NonNullable<JobOptionsInput['overlay']>;

const styles = [
  { value: 'skeleton', label: 'Skeleton over the picture' },
  { value: 'ghost', label: 'Glowing skeleton, picture dimmed' },
  { value: 'skeleton-only', label: 'Skeleton only, on black' },
] as const;

const colours = [
  { value: 'orange-blue', label: 'Orange and blue' },
  { value: 'magenta-green', label: 'Magenta and green' },
  { value: 'yellow-violet', label: 'Yellow and violet' },
] as const;

const marks = [
  { name: 'showAngles', label: 'Angles of the joints' },
  { name: 'showTrails', label: 'Trails of hands and feet' },
  { name: 'showBeats', label: 'Beat and count of the music' },
  { name: 'showCentreOfMass', label: 'Centre of mass over the feet' },
] as const;

interface OverlayFieldsProps {
  readonly overlay: Overlay;
  onChange(overlay: Overlay): void;
}

/** What is drawn on the video. */
export function OverlayFields({ overlay, onChange }: OverlayFieldsProps): ReactNode {
  return (
    <>
      <ChoiceField
        label="Drawing"
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
