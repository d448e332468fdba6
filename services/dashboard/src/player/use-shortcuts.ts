import { useEffect, useRef } from 'react';
import { remember, remembered } from '../shared/remembered.ts';
import { createStore, type Store } from '../shared/store.ts';
import { type Command, commandOf } from './shortcuts.ts';

const storageKey = 'shortcuts';

/** True if single keys control the player. Readers can switch them off (WCAG 2.1.4); the browser remembers it. */
export const areShortcutsOn: Store<boolean> = createStore(remembered(storageKey) !== 'off');
areShortcutsOn.subscribe(() => remember(storageKey, areShortcutsOn.get() ? 'on' : 'off'));

/** Runs the command of a key that is pressed anywhere on the page. */
export function useShortcuts(run: (command: Command) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const command = areShortcutsOn.get() ? commandOf(event) : undefined;
      if (command === undefined) return;
      event.preventDefault();
      latest.current(command);
    };
    // Before other listeners: some components stop the events of keys that they do not use.
    document.addEventListener('keydown', press, { capture: true });
    return () => document.removeEventListener('keydown', press, { capture: true });
  }, []);
}
