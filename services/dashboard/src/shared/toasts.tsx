import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { createStore, useStore } from './store.ts';
import './toasts.css';

interface Toast {
  readonly key: number;
  readonly text: string;
  readonly action: ToastAction | undefined;
}

export interface ToastAction {
  readonly label: string;
  act(): void;
}

/** Long enough to undo an action. */
export const toastMs = 6000;

const toasts = createStore<readonly Toast[]>([]);
let lastKey = 0;

/** Shows a text at the edge of the page for a few seconds. */
export function showToast(text: string, action?: ToastAction): void {
  lastKey += 1;
  const key = lastKey;
  toasts.set((list) => [...list, { key, text, action }]);
  setTimeout(() => close(key), toastMs);
}

const close = (key: number): void =>
  toasts.set((list) => list.filter((toast) => toast.key !== key));

export function Toasts(): ReactNode {
  const list = useStore(toasts);
  return (
    <div className="toasts" role="status">
      {list.map(({ key, text, action }) => (
        <p key={key} className="toast">
          <span>{text}</span>
          {action !== undefined && <ActionButton action={action} onDone={() => close(key)} />}
        </p>
      ))}
    </div>
  );
}

interface ActionButtonProps {
  readonly action: ToastAction;
  onDone(): void;
}

/** Takes the focus: it is shown for a few seconds, and Tab may need many steps to reach it. */
function ActionButton({ action, onDone }: ActionButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A page that opens on the same click takes the focus first.
    const frame = requestAnimationFrame(() => button.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Button
      ref={button}
      onPress={() => {
        action.act();
        onDone();
      }}
    >
      {action.label}
    </Button>
  );
}
