import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import './overlay.css';

interface TipProps {
  readonly text: string;
  /** One `Button` or `IconButton`. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** More about a button, while the pointer or the focus is on it: its key, or what it does. Never the only name. */
export function Tip({ text, children }: TipProps): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} title={undefined} aria-description={text} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="positioner" sideOffset={8}>
          <Tooltip.Popup className="tip" aria-hidden="true">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
