import type { ReactNode } from 'react';
import { useStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';
import { Switch } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { shortcuts } from './shortcuts.ts';
import { areShortcutsOn } from './use-shortcuts.ts';

const text = texts.player;

interface ShortcutHelpProps {
  readonly isOpen: boolean;
  onClose(): void;
}

/** The keys of the player, and a switch that turns them off. */
export function ShortcutHelp({ isOpen, onClose }: ShortcutHelpProps): ReactNode {
  const isOn = useStore(areShortcutsOn);
  return (
    <Dialog title={text.shortcutsTitle} isOpen={isOpen} onClose={onClose}>
      <dl className="keys">
        {shortcuts.map(({ key, command, shown }) => (
          <div key={key}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{text.shortcuts[command]}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{text.shortcutsHint}</p>
      <Switch isOn={isOn} onChange={(on) => areShortcutsOn.set(() => on)}>
        {text.shortcutsOn}
      </Switch>
    </Dialog>
  );
}
