import { type CSSProperties, type ReactNode, useId } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './choice.css';

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface ChoiceProps<Value extends string, Each> {
  readonly label: string;
  readonly options: readonly Each[];
  readonly value: Value;
  onChange(value: Value): void;
}

interface SegmentedProps<Value extends string>
  extends ChoiceProps<Value, Option<Value> & { readonly icon?: IconName }> {
  /** True if the label is only for screen readers. */
  readonly isLabelHidden?: boolean;
}

/** Two to four values in one row, of which one is chosen: a group of radio buttons. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const { label, options, value, onChange, isLabelHidden = false } = props;
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className={isLabelHidden ? 'visually-hidden' : 'choice-label'}>{label}</legend>
      <span className="segmented">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon !== undefined && <Icon name={option.icon} />}
            <span>{option.label}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

interface SelectProps<Value extends string> extends ChoiceProps<Value, Option<Value>> {
  readonly isLabelHidden?: boolean;
}

/** One of many values. The list is the browser's own: phones have the best one. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { label, options, value, onChange, isLabelHidden = false } = props;
  return (
    <label className="choice">
      <span className={isLabelHidden ? 'visually-hidden' : 'choice-label'}>{label}</span>
      <span className="select">
        <select value={value} onChange={({ target }) => onChange(target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
    </label>
  );
}

interface OnOffProps {
  readonly isOn: boolean;
  onChange(isOn: boolean): void;
  readonly children: ReactNode;
}

/** A setting that takes effect at once. */
export const Switch = (props: OnOffProps): ReactNode => <OnOff {...props} role="switch" />;

/** A setting that takes effect with the form. */
export const Check = (props: OnOffProps): ReactNode => <OnOff {...props} />;

function OnOff({ isOn, onChange, children, role }: OnOffProps & { readonly role?: 'switch' }) {
  return (
    <label className="on-off">
      <input
        type="checkbox"
        role={role}
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

interface SliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  onChange(value: number): void;
  /** The value for people; default: the number. */
  format?(value: number): string;
}

/** A number that is found by trying. */
export function Slider(props: SliderProps): ReactNode {
  const { label, min, max, step, value, onChange, format = String } = props;
  return (
    <label className="choice slider">
      <span className="choice-label">
        {label} <span className="slider-value">{format(value)}</span>
      </span>
      <input
        type="range"
        {...{ min, max, step, value }}
        aria-label={label}
        aria-valuetext={format(value)}
        style={{ '--filled': `${(100 * (value - min)) / (max - min || 1)}%` } as CSSProperties}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
    </label>
  );
}
