import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import './button.css';

type Variant = 'primary' | 'plain' | 'quiet' | 'danger';

/** Whatever else a button element takes: `type`, `aria-…`, and what an overlay gives to its trigger. */
type Rest = Omit<ComponentProps<'button'>, 'children' | 'className' | 'disabled'>;

export interface ButtonProps extends Rest {
  /** `primary` for the one next step of a part, `quiet` for what is rarely needed. Default: `plain`. */
  readonly variant?: Variant;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  onPress?(): void;
  readonly children: ReactNode;
}

/** A button with a text. */
export function Button(props: ButtonProps): ReactNode {
  const { variant = 'plain', icon, isDisabled, onPress, onClick, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={`button ${variant}`}
      disabled={isDisabled}
      onClick={both(onClick, onPress)}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface ButtonLinkProps {
  readonly href: string;
  readonly variant?: Variant;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A link to a page that looks like a button. */
export function ButtonLink({
  href,
  variant = 'plain',
  icon,
  children,
}: ButtonLinkProps): ReactNode {
  return (
    <Link href={href} className={`button ${variant}`}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Rest {
  readonly icon: IconName;
  /** Its name, for screen readers and as a tooltip of the browser. */
  readonly label: string;
  onPress?(): void;
  /** Given for a button that stays on or off. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  /** `small` (32 px) only where a row has many; `large` (56 px) for the main control of a player. */
  readonly size?: 'small' | 'medium' | 'large';
}

/** A button with an icon only. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { icon, label, onPress, onClick, isPressed, isDisabled, size = 'medium', ...rest } = props;
  return (
    <button
      type="button"
      title={label}
      {...rest}
      className={`icon-button ${size}`}
      aria-label={label}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={both(onClick, onPress)}
    >
      <Icon name={icon} />
    </button>
  );
}

interface ToggleProps {
  readonly icon?: IconName;
  readonly isOn: boolean;
  onChange(isOn: boolean): void;
  readonly children: ReactNode;
}

/** A button that stays on or off, such as a layer of the video. */
export function Toggle({ icon, isOn, onChange, children }: ToggleProps): ReactNode {
  return (
    <button
      type="button"
      className="button toggle"
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

const both =
  (onClick: Rest['onClick'], onPress: (() => void) | undefined) =>
  (event: MouseEvent<HTMLButtonElement>): void => {
    onClick?.(event);
    onPress?.();
  };
