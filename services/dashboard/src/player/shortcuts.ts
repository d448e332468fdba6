import { playerTexts } from '../texts/player-texts.ts';

const { shortcuts: names } = playerTexts;

/** Commands of the keys of the page. */
export type Command = keyof typeof names;

interface Shortcut {
  /** `KeyboardEvent.key` */
  readonly key: string;
  readonly command: Command;
  /** Name of the key on the page. */
  readonly shown: string;
}

/** In the order of the help. As in video editors: `,` and `.` step by a frame, `j`, `k` and `l` drive the speed. */
export const shortcuts: readonly Shortcut[] = [
  { key: ' ', command: 'toggle', shown: playerTexts.space },
  { key: 'k', command: 'toggle', shown: 'k' },
  { key: 'ArrowLeft', command: 'back', shown: '←' },
  { key: 'ArrowRight', command: 'forward', shown: '→' },
  { key: ',', command: 'frameBack', shown: ',' },
  { key: '.', command: 'frameForward', shown: '.' },
  { key: 'j', command: 'slower', shown: 'j' },
  { key: 'l', command: 'faster', shown: 'l' },
  { key: 'm', command: 'mirror', shown: 'm' },
  { key: '?', command: 'help', shown: '?' },
];

/** The command of a key press, if the focused element does not use the key itself. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event;
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return undefined;
  const found = shortcuts.find((one) => one.key === (key.length === 1 ? key.toLowerCase() : key));
  if (found === undefined || (target instanceof Element && usesKey(target, key))) return undefined;
  return found.command;
}

/** Elements that take every key: text fields, lists in which one types the start of a word, dialogs. */
const takeAll = [
  'textarea, select, [contenteditable]:not([contenteditable="false"])',
  ...['textbox', 'searchbox', 'combobox', 'spinbutton', 'listbox', 'option', 'menu', 'menuitem']
    .concat(['menuitemradio', 'menuitemcheckbox', 'tree', 'treeitem', 'grid', 'gridcell'])
    .map((role) => `[role="${role}"]`),
].join(', ');

const arrowUsers = '[role="slider"], [role="radio"], [role="tab"], [data-arrows], [aria-haspopup]';
const spaceUsers =
  'button, summary, [role="button"], [role="switch"], [role="checkbox"], [role="radio"], [role="tab"], audio, video[controls]';

/** Types of inputs that use only some keys, and which. */
const inputKeys: Readonly<Record<string, 'arrows' | 'space' | 'both'>> = {
  range: 'arrows',
  radio: 'both',
  ...{ checkbox: 'space', button: 'space', submit: 'space', reset: 'space', file: 'space' },
};

/** True if the element does something else with the key. */
function usesKey(element: Element, key: string): boolean {
  if (element.closest('dialog, [role="dialog"], [role="alertdialog"]') !== null) return true;
  if (element.closest(takeAll) !== null) return true;
  const isArrow = key.startsWith('Arrow');
  if (element instanceof HTMLInputElement) {
    const used = inputKeys[element.type];
    if (used === undefined) return true;
    return isArrow ? used !== 'space' : key === ' ' && used !== 'arrows';
  }
  if (isArrow) return element.closest(arrowUsers) !== null;
  return key === ' ' && element.closest(spaceUsers) !== null;
}
