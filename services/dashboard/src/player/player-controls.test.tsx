import { expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useRef } from 'react';
import { PlayerControls } from './player-controls.tsx';
import { createPlayhead, type Playhead } from './playhead.ts';
import { useKeys } from './use-keys.ts';

const phrases = [0, 4000].map((startMs) => ({
  ...{ startMs, endMs: startMs + 4000, counts: 8, metrics: [] },
  span: { from: (startMs * 3) / 100, to: (startMs * 3) / 100 + 120 },
}));
const setLoop = jest.fn();
const setPicture = jest.fn();

function Controls({ playhead }: { readonly playhead: Playhead }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  useKeys(frame, playhead, null, 30);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as the player, which takes keys.
    <div ref={frame} tabIndex={0} data-testid="player">
      <PlayerControls
        {...{ playhead, phrases, setLoop, setPicture }}
        {...{ video: null, fps: 30, picture: 'annotated', speed: 1, loop: undefined }}
        setSpeed={() => {}}
      />
    </div>
  );
}

function show(): void {
  const playhead = createPlayhead();
  playhead.seek(1);
  render(<Controls playhead={playhead} />);
}

test('buttons and keys step by one frame', async () => {
  show();
  expect(screen.getByText('0:01.0 · frame 30')).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Frame forward/ }));
  expect(screen.getByText(/frame 31/)).not.toBeNull();
  fireEvent.keyDown(screen.getByTestId('player'), { key: ',' });
  fireEvent.keyDown(screen.getByTestId('player'), { key: ',' });
  expect(screen.getByText(/frame 29/)).not.toBeNull();
});

test('a key with Ctrl belongs to the browser', () => {
  show();
  fireEvent.keyDown(screen.getByTestId('player'), { key: '.', ctrlKey: true });
  expect(screen.getByText(/frame 30/)).not.toBeNull();
});

test('a phrase can be repeated', async () => {
  show();
  await userEvent.selectOptions(screen.getByLabelText(/Repeat/), 'phrase 2, 0:04.0–0:08.0');
  expect(setLoop).toHaveBeenLastCalledWith(1);
  await userEvent.selectOptions(screen.getByLabelText(/Repeat/), 'Off');
  expect(setLoop).toHaveBeenLastCalledWith(undefined);
});

test('the picture can be changed', async () => {
  show();
  await userEvent.click(screen.getByLabelText('Skeleton only'));
  expect(setPicture).toHaveBeenCalledWith('skeleton');
});
