import { beforeEach, expect, test } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sessionStore } from '../session/session.ts';
import { KeptTakes } from './film-button.tsx';
import { createMemoryTakes } from './memory-takes.ts';
import { fileOf, type Take, type TakeStore } from './take.ts';
import { holdTake, useTakeStore as keepIn, releaseTake } from './takes.ts';

const take = (id: string, owner: string): Take => ({
  ...{ id, owner, startedAt: Date.parse('2026-01-10T12:00:00Z') },
  ...{ mimeType: 'video/webm;codecs=vp9', durationMs: 14_200 },
});
let store: TakeStore;
const kept = () => screen.queryAllByText(/has not been sent/);

async function show(...takes: readonly Take[]): Promise<void> {
  for (const each of takes) await store.add(each, 0, new Blob(['piece']));
  render(<KeptTakes onTake={() => {}} />);
  await act(async () => {});
}

beforeEach(() => {
  store = createMemoryTakes();
  keepIn(store);
  sessionStore.set(() => ({ owner: 'teacher', keysNeeded: true }));
});

test('takes that were not sent are offered to who filmed them', async () => {
  await show(take('a', 'teacher'), take('b', 'somebody else'));
  await waitFor(() => expect(kept()).toHaveLength(1));
  expect(kept()[0]?.textContent).toMatch(/A take of 14 s/);
});

test('nobody else sees them after signing out', async () => {
  sessionStore.set(() => 'signed-out');
  await show(take('a', 'teacher'), take('b', ''));
  expect(kept()).toHaveLength(0);
});

test('a discarded take is gone', async () => {
  await show(take('c', 'teacher'));
  await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(kept()).toHaveLength(0));
  expect(await store.list()).toEqual([]);
});

test('a take in use is not offered, and offered again when it is let go', async () => {
  holdTake('d');
  await show(take('d', 'teacher'));
  expect(kept()).toHaveLength(0);
  releaseTake('d');
  await waitFor(() => expect(kept()).toHaveLength(1));
});

test('its file has the name of its time and the ending of its kind', () => {
  const file = fileOf(take('a', ''), [new Blob(['one']), new Blob(['two'])]);
  expect([file.name, file.type, file.size]).toEqual([
    'recording-2026-01-10T12-00-00.webm',
    'video/webm',
    6,
  ]);
});
