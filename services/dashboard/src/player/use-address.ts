import { useEffect } from 'react';
import { readAddress, writeAddress } from './address.ts';
import type { Place, Playhead } from './playhead.ts';

/** Browsers allow a hundred changes in thirty seconds. */
const writeAfterMs = 350;

/** The end of the address of the place that the page shows. */
export const addressOfPlace = (playhead: Playhead): string => writeAddress(placeOf(playhead));

/** While a loop plays, a link names what the loop is about; otherwise the position. */
function placeOf({ seconds, loop, speed, isPlaying }: Playhead): Place {
  const part = loop.get();
  const anchorMs = isPlaying.get() && part !== undefined ? (part.atMs ?? part.startMs) : undefined;
  return {
    seconds: anchorMs === undefined ? seconds.get() : anchorMs / 1000,
    loop: part,
    speed: speed.get(),
  };
}

/** Keeps the address of the page at what it shows, and follows an address that the reader types. */
export function useAddress(playhead: Playhead): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      const { pathname, search, hash } = location;
      const wanted = addressOfPlace(playhead);
      if (wanted !== hash) history.replaceState(history.state, '', pathname + search + wanted);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(write, writeAfterMs);
    };
    const moved = (): void => {
      if (!playhead.isPlaying.get()) soon();
    };
    const typed = (): void => goTo(playhead, readAddress(location.hash));
    addEventListener('hashchange', typed);
    const leave = [
      playhead.seconds.subscribe(moved),
      ...[playhead.isPlaying, playhead.loop, playhead.speed].map((store) => store.subscribe(soon)),
    ];
    return () => {
      clearTimeout(timer);
      removeEventListener('hashchange', typed);
      for (const stop of leave) stop();
    };
  }, [playhead]);
}

/** An address without a place, such as that of the skip link, changes nothing. */
function goTo(playhead: Playhead, { seconds, loop, speed }: Place): void {
  if (speed !== undefined) playhead.speed.set(() => speed);
  if (loop !== undefined) playhead.loop.set(() => loop);
  if (seconds !== undefined) playhead.seek(seconds);
}
