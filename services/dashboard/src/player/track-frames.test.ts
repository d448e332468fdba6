import {
  landmarkCount,
  type TrackFrame,
  trackFrameRecord,
  trackHeader,
} from '@dance-pose/contracts';
import { afterEach, expect, jest, test } from '@jest/globals';
import { someJob } from '../testing/fake-service.ts';
import { openTrack, type TrackFrames } from './track-frames.ts';

const header = { width: 1000, height: 500, fps: 10, frameCount: 700 };
const frameOf = (index: number): TrackFrame => ({
  landmarks: Array.from({ length: landmarkCount }, () => ({
    ...{ x: index, y: 100 },
    visibility: 1,
  })),
  world: Array.from({ length: landmarkCount }, () => ({ x: 0, y: 0, z: 0 })),
  centre: null,
});
const file = Uint8Array.from(
  [
    trackHeader(header),
    ...Array.from({ length: header.frameCount }, (_, i) => trackFrameRecord(header, frameOf(i))),
  ].flatMap((part) => [...part]),
);
const job = { id: someJob().id, smoothing: 'light', hasTrack: true } as const;

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Serves the file in ranges; the `failures` first requests for frames fail. */
function serve(failures = 0): string[] {
  const ranges: string[] = [];
  let left = failures;
  globalThis.fetch = async (_input, init) => {
    const range = new Headers(init?.headers).get('range') ?? '';
    ranges.push(range);
    const [first, last] = range.slice('bytes='.length).split('-').map(Number) as [number, number];
    if (first > 0 && left > 0) {
      left -= 1;
      return new Response(null, { status: 503 });
    }
    return new Response(file.slice(first, last + 1), { status: 206 });
  };
  return ranges;
}

const never = new AbortController().signal;
/** Waits for a frame. */
async function untilThere({ frames }: TrackFrames, at: number): Promise<void> {
  while (frames[at] === undefined) await new Promise((resolve) => setTimeout(resolve));
}

test('frames are loaded in parts around the place that is shown, each once', async () => {
  const ranges = serve();
  const track = await openTrack(job, never);
  expect([track.count, track.fps, track.size]).toEqual([700, 10, { width: 1000, height: 500 }]);
  track.need(0);
  await untilThere(track, 0);
  await untilThere(track, 599);
  expect(track.frames[299]?.people[0]?.landmarks[0]?.[0]).toBeCloseTo(0.299, 3);
  expect(track.frames[599]?.timeMs).toBe(59_900);
  expect(track.frames[600]).toBeUndefined();
  track.need(100);
  track.need(350);
  await untilThere(track, 699);
  expect(ranges).toHaveLength(4);
});

test('a part that fails is said, and asked for again after some seconds', async () => {
  const ranges = serve(1);
  const track = await openTrack(job, never);
  const problem = new Promise((resolve) => track.onArrival(resolve));
  track.need(650);
  expect(await problem).toBeInstanceOf(Error);
  expect(track.frames[650]).toBeUndefined();
  const before = ranges.length;
  track.need(650);
  expect(ranges).toHaveLength(before);
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000);
  track.need(650);
  now.mockRestore();
  await untilThere(track, 650);
  expect(track.frames[650]?.people[0]?.landmarks[0]?.[1]).toBeCloseTo(0.2, 3);
});
