import type { MusicMeter } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Select } from '../ui/choice.tsx';

const { meter: label, meters } = texts.music;

const options = (['heard', '4', '3'] as const).map((value) => ({ value, label: meters[value] }));

interface MeterFieldProps {
  readonly meter: MusicMeter | undefined;
  onChange(meter: MusicMeter | undefined): void;
}

/** The metre, or none, so that it is found in the sound. */
export const MeterField = ({ meter, onChange }: MeterFieldProps): ReactNode => (
  <Select
    label={label}
    options={options}
    value={meter === undefined ? 'heard' : (`${meter}` as const)}
    onChange={(value) => onChange(value === 'heard' ? undefined : (Number(value) as MusicMeter))}
  />
);
