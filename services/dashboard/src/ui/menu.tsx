import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './button.css';
import './overlay.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  onPress(): void;
}

interface MenuProps {
  readonly label: string;
  /** With an icon, the label is only for screen readers. */
  readonly icon?: IconName;
  readonly items: readonly MenuItem[];
}

/** Actions that are needed less often than the space they would take. */
export function Menu({ label, icon, items }: MenuProps): ReactNode {
  return (
    <Base.Root modal={false}>
      {icon === undefined ? (
        <Base.Trigger className="button plain">
          {label}
          <Icon name="chevron-down" />
        </Base.Trigger>
      ) : (
        <Base.Trigger className="icon-button medium" aria-label={label}>
          <Icon name={icon} />
        </Base.Trigger>
      )}
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={6} align="end">
          <Base.Popup className="menu">
            {items.map((item) => (
              <Base.Item
                key={item.label}
                className="menu-item"
                disabled={item.isDisabled ?? false}
                onClick={() => item.onPress()}
              >
                {item.icon !== undefined && <Icon name={item.icon} />}
                {item.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
