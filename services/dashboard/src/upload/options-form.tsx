import type { JobOptionsInput, PoseModel } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { MeterField } from '../music/meter-field.tsx';
import { edited, type MusicEdit } from '../music/music-changes.ts';
import { TempoField } from '../music/tempo-field.tsx';
import { type Choice, ChoiceField } from '../shared/choice-field.tsx';
import { OverlayFields } from './overlay-fields.tsx';

const models: readonly Choice<PoseModel>[] = [
  { value: 'lite', label: 'Fast' },
  { value: 'full', label: 'Balanced' },
  { value: 'heavy', label: 'Most accurate, slowest' },
];

const cutoffs: readonly Choice<string>[] = [
  { value: '6', label: 'No (smoothed at 6 Hz)' },
  { value: '10', label: 'Yes (smoothed at 10 Hz)' },
];

interface OptionsFormProps {
  readonly options: JobOptionsInput;
  onChange(options: JobOptionsInput): void;
}

/** Options of new jobs. What stays unset is the service's default. */
export function OptionsForm({ options, onChange }: OptionsFormProps): ReactNode {
  const { music = {} } = options;
  const editMusic = (edit: MusicEdit): void => onChange({ ...options, music: edited(music, edit) });
  return (
    <details className="options">
      <summary>Options</summary>
      <div className="fields">
        <ChoiceField
          label="Pose model"
          choices={models}
          value={options.model ?? 'full'}
          onChange={(model) => onChange({ ...options, model })}
        />
        <OverlayFields
          overlay={options.overlay ?? {}}
          onChange={(overlay) => onChange({ ...options, overlay })}
        />
        <ChoiceField
          label="Fast footwork"
          choices={cutoffs}
          value={String(options.analysis?.cutoffHz ?? 6)}
          onChange={(hz) =>
            onChange({ ...options, analysis: { ...options.analysis, cutoffHz: Number(hz) } })
          }
        />
        <TempoField bpm={music.bpm} onChange={(bpm) => editMusic({ bpm })} />
        <MeterField meter={music.meter} onChange={(meter) => editMusic({ meter })} />
      </div>
    </details>
  );
}
