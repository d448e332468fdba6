import type { JobOptionsInput, PoseModel } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { OverlayFields } from './overlay-fields.tsx';

const models: readonly { readonly value: PoseModel; readonly label: string }[] = [
  { value: 'lite', label: 'Fast' },
  { value: 'full', label: 'Balanced' },
  { value: 'heavy', label: 'Most exact, slowest' },
];

interface OptionsFormProps {
  readonly options: JobOptionsInput;
  onChange(options: JobOptionsInput): void;
}

/** What can be asked of new clips, in plain words. Everything left alone is the service's default. */
export function OptionsForm({ options, onChange }: OptionsFormProps): ReactNode {
  return (
    <details className="options">
      <summary>Options</summary>
      <div className="fields">
        <label>
          Recognition
          <select
            value={options.model ?? 'full'}
            onChange={({ target }) => onChange({ ...options, model: target.value as PoseModel })}
          >
            {models.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <OverlayFields
          overlay={options.overlay ?? {}}
          onChange={(overlay) => onChange({ ...options, overlay })}
        />
        <label>
          Fast footwork
          <select
            value={String(options.analysis?.cutoffHz ?? 6)}
            onChange={({ target }) =>
              onChange({
                ...options,
                analysis: { ...options.analysis, cutoffHz: Number(target.value) },
              })
            }
          >
            <option value="6">No: smoothed at 6 Hz</option>
            <option value="10">Yes: smoothed at 10 Hz</option>
          </select>
        </label>
      </div>
    </details>
  );
}
