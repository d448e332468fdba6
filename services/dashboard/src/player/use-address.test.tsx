import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createPlayhead, type Playhead } from './playhead.ts';
import { addressOfPlace, useAddress } from './use-address.ts';

function Page({ playhead }: { readonly playhead: Playhead }): ReactNode {
  useAddress(playhead);
  return null;
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  history.replaceState(null, '', '/');
});

function shown(playhead = createPlayhead()): Playhead {
  history.replaceState(null, '', '/jobs/1?x=1');
  render(<Page playhead={playhead} />);
  return playhead;
}

test('the address follows the page, without an entry in the history for each step', () => {
  const entries = history.length;
  const playhead = shown();
  playhead.loop.set(() => ({ startMs: 1000, endMs: 2000 }));
  playhead.seek(1.5);
  playhead.speed.set(() => 0.25);
  expect(location.hash).toBe('');
  jest.runAllTimers();
  expect(location.pathname + location.search + location.hash).toBe(
    '/jobs/1?x=1#t=1.5&loop=1-2&speed=0.25',
  );
  expect(history.length).toBe(entries);
});

test('while the clip plays the address stays, and a loop names its moment', () => {
  const playhead = shown();
  playhead.isPlaying.set(() => true);
  jest.runAllTimers();
  playhead.seek(3);
  jest.runAllTimers();
  expect(location.hash).toBe('');
  playhead.loop.set(() => ({ startMs: 2500, endMs: 4000, atMs: 3200 }));
  jest.runAllTimers();
  expect(location.hash).toBe('#t=3.2&loop=2.5-4');
  expect(addressOfPlace(playhead)).toBe('#t=3.2&loop=2.5-4');
});

test('an address that is typed moves the page; another part of the page does not', () => {
  const playhead = shown();
  const type = (hash: string): void => {
    history.replaceState(null, '', hash);
    dispatchEvent(new Event('hashchange'));
  };
  type('#t=4&loop=3-5&speed=0.5');
  expect(playhead.seconds.get()).toBe(4);
  expect(playhead.loop.get()).toEqual({ startMs: 3000, endMs: 5000 });
  type('#main');
  expect(playhead.seconds.get()).toBe(4);
});
