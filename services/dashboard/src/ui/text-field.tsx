import { type ComponentProps, type ReactNode, useId } from 'react';
import './choice.css';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'id'> {
  readonly label: string;
  /** Below the field; says what is wrong, if it is. */
  readonly hint?: ReactNode;
  readonly isInvalid?: boolean;
}

/** A text or a number that is typed. */
export function TextField({ label, hint, isInvalid = false, ...rest }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="choice text-field">
      <label className="choice-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={isInvalid}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
