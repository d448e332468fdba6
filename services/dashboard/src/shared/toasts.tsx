import type { ReactNode } from 'react';
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
          {action !== undefined && (
            <button
              type="button"
              onClick={() => {
                action.act();
                close(key);
              }}
            >
              {action.label}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
