import { afterEach, expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { shortcuts } from './shortcuts.ts';
import { areShortcutsOn, useShortcuts } from './use-shortcuts.ts';

let seen: string[] = [];

function Page(): ReactNode {
  useShortcuts((command) => seen.push(command));
  return (
    <>
      <h1>Clip</h1>
      <a href="/elsewhere">Your clips</a>
      <button type="button">button</button>
      <details>
        <summary>summary</summary>
      </details>
      <input type="range" aria-label="range" />
      <input type="radio" aria-label="radio" />
      <input type="checkbox" aria-label="checkbox" />
      <input aria-label="text" />
      <textarea aria-label="area" />
      <select aria-label="select" />
      <div role="listbox" aria-label="listbox" tabIndex={0} />
      <div data-arrows="true">
        <button type="button">mark</button>
      </div>
      <div role="dialog">
        <button type="button">in a dialog</button>
      </div>
    </>
  );
}

const keys = shortcuts.map(({ key }) => key);
const all = shortcuts.map(({ command }) => command);

/** Commands of all keys, pressed while an element has the focus. */
function pressedOn(element: Element): string[] {
  seen = [];
  for (const key of keys) fireEvent.keyDown(element, { key });
  return seen;
}

const without = (...taken: readonly string[]): string[] =>
  shortcuts.flatMap(({ key, command }) => (taken.includes(key) ? [] : [command]));
const arrows = ['ArrowLeft', 'ArrowRight'];

afterEach(() => areShortcutsOn.set(() => true));

test.each([
  ['Clip', all],
  ['Your clips', all],
  ['button', without(' ')],
  ['summary', without(' ')],
  ['mark', without(' ', ...arrows)],
  ['in a dialog', []],
])('on “%s”', (text, commands) => {
  render(<Page />);
  expect(pressedOn(screen.getByText(text))).toEqual(commands);
});

test.each([
  ['range', without(...arrows)],
  ['radio', without(' ', ...arrows)],
  ['checkbox', without(' ')],
  ['text', []],
  ['area', []],
  ['select', []],
  ['listbox', []],
])('on a field: %s', (label, commands) => {
  render(<Page />);
  expect(pressedOn(screen.getByLabelText(label))).toEqual(commands);
});

test('a key that is used here does nothing else; the others do', () => {
  render(<Page />);
  expect(fireEvent.keyDown(document.body, { key: ' ' })).toBe(false);
  expect(fireEvent.keyDown(screen.getByText('button'), { key: ' ' })).toBe(true);
  expect(fireEvent.keyDown(document.body, { key: 'x' })).toBe(true);
});

test('keys with Ctrl belong to the browser, capital letters are letters', () => {
  render(<Page />);
  seen = [];
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
    fireEvent.keyDown(document.body, { key: 'l', [held]: true });
  }
  expect(seen).toEqual([]);
  fireEvent.keyDown(document.body, { key: 'L', shiftKey: true });
  expect(seen).toEqual(['faster']);
});

test('they can be switched off, and the browser remembers it', () => {
  render(<Page />);
  areShortcutsOn.set(() => false);
  expect(pressedOn(document.body)).toEqual([]);
  expect(localStorage.getItem('shortcuts')).toBe('off');
});
