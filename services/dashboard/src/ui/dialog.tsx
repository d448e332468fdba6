import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Icon } from './icon.tsx';
import './overlay.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Called for Escape, the close button and a press outside; the dialog stays until `isOpen` changes. */
  onClose(): void;
  readonly children: ReactNode;
}

/** A task that holds the rest of the page. The focus stays inside and returns afterwards. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps): ReactNode {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup className="dialog">
          <div className="dialog-head">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="icon-button medium" aria-label={texts.common.close}>
              <Icon name="close" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
