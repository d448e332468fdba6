import type { MusicMeter } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { ChoiceField } from '../shared/choice-field.tsx';

const meters = [
  { value: 'heard', label: 'As heard' },
  { value: '4', label: '4 beats in a bar' },
  { value: '3', label: '3 beats in a bar (waltz)' },
] as const;

interface MeterFieldProps {
  readonly meter: MusicMeter | undefined;
  onChange(meter: MusicMeter | undefined): void;
}

/** The metre, or none, so that it is found in the sound. */
export const MeterField = ({ meter, onChange }: MeterFieldProps): ReactNode => (
  <ChoiceField
    label="Metre"
    choices={meters}
    value={meter === undefined ? 'heard' : (`${meter}` as const)}
    onChange={(value) => onChange(value === 'heard' ? undefined : (Number(value) as MusicMeter))}
  />
);
