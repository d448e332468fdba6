import type { JobOptionsInput, PoseModel } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { MeterField } from '../music/meter-field.tsx';
import { edited, type MusicEdit } from '../music/music-changes.ts';
import { TempoField } from '../music/tempo-field.tsx';
import { optionsOf } from '../shared/options-of.ts';
import { texts } from '../texts/texts.ts';
import { Segmented } from '../ui/choice.tsx';
import { Fold } from '../ui/fold.tsx';
import { OverlayFields } from './overlay-fields.tsx';
import './options-form.css';

interface OptionsFormProps {
  readonly options: JobOptionsInput;
  onChange(options: JobOptionsInput): void;
}

/** Options of new jobs. What stays unset is the service's default. */
export function OptionsForm({ options, onChange }: OptionsFormProps): ReactNode {
  const { music = {} } = options;
  const editMusic = (edit: MusicEdit): void => onChange({ ...options, music: edited(music, edit) });
  const { title, models, styles, drawing } = texts.options;
  const chosen = [models[options.model ?? 'full'], styles[options.overlay?.style ?? 'skeleton']];
  return (
    <Fold title={title} summary={chosen.join(' · ')}>
      <div className="option-groups">
        <TrackingFields options={options} onChange={onChange} />
        <fieldset className="option-group">
          <legend>{drawing}</legend>
          <OverlayFields
            overlay={options.overlay ?? {}}
            onChange={(overlay) => onChange({ ...options, overlay })}
          />
        </fieldset>
        <fieldset className="option-group">
          <legend>{texts.options.music}</legend>
          <TempoField bpm={music.bpm} onChange={(bpm) => editMusic({ bpm })} />
          <MeterField meter={music.meter} onChange={(meter) => editMusic({ meter })} />
        </fieldset>
      </div>
    </Fold>
  );
}

function TrackingFields({ options, onChange }: OptionsFormProps): ReactNode {
  const { tracking, model, models, modelHint, cutoff, cutoffs, cutoffHint } = texts.options;
  return (
    <fieldset className="option-group">
      <legend>{tracking}</legend>
      <div>
        <Segmented<PoseModel>
          label={model}
          options={optionsOf(models)}
          value={options.model ?? 'full'}
          onChange={(value) => onChange({ ...options, model: value })}
        />
        <p className="hint">{modelHint}</p>
      </div>
      <div>
        <Segmented
          label={cutoff}
          options={optionsOf(cutoffs)}
          value={(options.analysis?.cutoffHz ?? 6) < 10 ? '6' : '10'}
          onChange={(hz) =>
            onChange({ ...options, analysis: { ...options.analysis, cutoffHz: Number(hz) } })
          }
        />
        <p className="hint">{cutoffHint}</p>
      </div>
    </fieldset>
  );
}
