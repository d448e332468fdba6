import { expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import type { Tap } from './tap-tempo.ts';
import { TempoField } from './tempo-field.tsx';

let now: Tap = { clock: 'room', ms: 0 };
let chosen: number | undefined;

function Field(): ReactNode {
  const [bpm, setBpm] = useState<number>();
  chosen = bpm;
  return (
    <>
      <TempoField bpm={bpm} onChange={setBpm} clock={() => now} />
      <button type="button" onClick={() => setBpm(64)}>
        64
      </button>
    </>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>(/Tempo/);
const pad = () => screen.getByRole('button', { name: 'Tap the beat' });

async function tapAt(...times: number[]): Promise<void> {
  for (const ms of times) {
    now = { clock: 'room', ms };
    await userEvent.click(pad());
  }
}

test('taps make a tempo, and more taps correct it', async () => {
  render(<Field />);
  await tapAt(0, 500);
  expect(field().value).toBe('');
  expect(screen.getByText('Tap 2 more times.')).not.toBeNull();
  await tapAt(1000, 1500);
  expect([chosen, field().value]).toEqual([120, '120']);
  await tapAt(2100, 2700, 3300, 3900);
  expect(chosen).toBe(100);
  await tapAt(9000);
  expect([chosen, field().value]).toEqual([100, '100']);
});

test('keys tap too, and a key that is held down taps once', async () => {
  render(<Field />);
  pad().focus();
  for (const ms of [0, 1000, 2000]) {
    now = { clock: 'room', ms };
    await userEvent.keyboard(ms === 1000 ? ' ' : '{Enter}');
  }
  expect(fireEvent.keyDown(pad(), { key: 'Enter', repeat: true })).toBe(false);
  expect(fireEvent.keyDown(pad(), { key: 'Enter' })).toBe(true);
  now = { clock: 'room', ms: 3000 };
  await userEvent.keyboard(' ');
  expect(chosen).toBe(60);
});

test('a typed tempo counts when it is possible', async () => {
  render(<Field />);
  await userEvent.type(field(), '20');
  expect(chosen).toBeUndefined();
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('From 30 to 300.')).not.toBeNull();
  await userEvent.type(field(), '0');
  expect(chosen).toBe(200);
  await userEvent.click(screen.getByRole('button', { name: '64' }));
  expect(field().value).toBe('64');
  await userEvent.clear(field());
  expect([chosen, field().value]).toEqual([undefined, '']);
});
