import { expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Layer } from './layer.ts';
import { PlayerControls } from './player-controls.tsx';
import { createPlayhead, type Playhead } from './playhead.ts';

const setPicture = jest.fn();
const setMirrored = jest.fn();
const stepMoments = jest.fn();

const setLayers = jest.fn();

function show(layers?: ReadonlySet<Layer>): Playhead {
  const playhead = createPlayhead({ seconds: 1 });
  render(
    <PlayerControls
      {...{ playhead, setPicture, setMirrored, stepMoments, layers, setLayers }}
      {...{ frames: { fps: 30, count: 300 }, picture: 'annotated' }}
      {...{ isMirrored: false, isMuted: false }}
      setMuted={() => {}}
      onHelp={() => {}}
      onFullScreen={() => {}}
    />,
  );
  return playhead;
}
const press = (name: string): Promise<void> =>
  userEvent.click(screen.getByRole('button', { name }));

test('buttons step by one frame, and by moments', async () => {
  show();
  expect(screen.getByText('0:01.0 · frame 30')).not.toBeNull();
  await press('Frame forward');
  expect(screen.getByText(/frame 31/)).not.toBeNull();
  await press('Frame back');
  await press('Frame back');
  expect(screen.getByText(/frame 29/)).not.toBeNull();
  await press('Moment before');
  expect(stepMoments).toHaveBeenLastCalledWith(-1);
});

test('a loop has the two places at which its button was pressed, and ends', async () => {
  const playhead = show();
  await press('Loop from here');
  act(() => playhead.seek(3));
  await press('Loop to here');
  expect(playhead.loop.get()).toMatchObject({ startMs: 1000, endMs: 3000 });
  expect(playhead.seconds.get()).toBe(1);
  await press('Loop 0:01.0–0:03.0');
  expect(playhead.loop.get()).toBeUndefined();
});

test('speed, picture and mirror can be changed', async () => {
  const playhead = show();
  await userEvent.selectOptions(screen.getByLabelText('Speed'), '0.25');
  expect(playhead.speed.get()).toBe(0.25);
  await userEvent.click(screen.getByLabelText('Skeleton only'));
  expect(setPicture).toHaveBeenCalledWith('skeleton');
  await press('Mirror');
  expect(setMirrored).toHaveBeenCalledWith(true);
});

test('layers are switched one by one, and not offered where they are drawn in', async () => {
  show(new Set(['skeleton', 'trails']));
  await press('Skeleton');
  expect(setLayers).toHaveBeenLastCalledWith(new Set(['trails']));
  await press('Counts');
  expect(setLayers).toHaveBeenLastCalledWith(new Set(['skeleton', 'trails', 'counts']));
  cleanup();
  show();
  expect(screen.queryByRole('button', { name: 'Counts' })).toBeNull();
});
