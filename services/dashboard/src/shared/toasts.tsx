import { type ReactNode, useEffect, useRef } from 'react';
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

/** Long enough to take back what it tells of. */
export const shownMs = 6000;

const toasts = createStore<readonly Toast[]>([]);
let lastKey = 0;

/** Says something for a few seconds, at the edge of the page. */
export function say(text: string, action?: ToastAction): void {
  lastKey += 1;
  const key = lastKey;
  toasts.set((list) => [...list, { key, text, action }]);
  setTimeout(() => close(key), shownMs);
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

/** Has the focus at once: there are a few seconds to press it, and Tab may need many steps to get here. */
function ActionButton({ action, onDone }: ActionButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Another page that is shown by the same press takes the focus first.
    const frame = requestAnimationFrame(() => button.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <button
      ref={button}
      type="button"
      onClick={() => {
        action.act();
        onDone();
      }}
    >
      {action.label}
    </button>
  );
}
