import { setTimeout as sleep } from 'node:timers/promises';
import { defaultConfidences, landmarkCount, rgbaPixels, standardYuv } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import type { PoseEngine, PoseSession, PoseSettings, RawFrame } from './pose-engine.ts';
import { standingFigure } from './testing/pictures.ts';

const settings: PoseSettings = {
  model: 'lite',
  mode: 'video',
  ...defaultConfidences,
};

const never = (): AbortSignal => new AbortController().signal;

function greyFrame(width = 64, height = 48): RawFrame {
  return { data: new Uint8Array(width * height * 4).fill(127), width, height, pixels: rgbaPixels };
}

/** Rules that every pose engine must keep. Where it finds the person is tested elsewhere. */
export function describePoseEngine(engine: PoseEngine): void {
  const open = (mode: PoseSettings['mode'] = 'video', signal = never()): Promise<PoseSession> =>
    engine.open({ ...settings, mode }, signal);

  describe(`${engine.name} as a pose engine`, () => {
    test('takes over the memory of a frame and returns it for the next one', async () => {
      await using session = await open();
      const { data, ...rest } = greyFrame();
      const bytes = data.byteLength;
      const first = await session.detect({ data, ...rest }, 0);
      expect(data.byteLength).toBe(0);
      expect(first.recycled.byteLength).toBe(bytes);

      const second = await session.detect({ data: first.recycled, ...rest }, 33.4);
      expect(first.recycled.byteLength).toBe(0);
      expect(second.recycled.byteLength).toBe(bytes);
    });

    test('accepts frames of different sizes in one session', async () => {
      await using session = await open();
      for (const [index, width] of [33, 480, 7].entries()) {
        const { recycled } = await session.detect(greyFrame(width, 50), index * 40);
        expect(recycled.byteLength).toBe(width * 50 * 4);
      }
    });

    test.each([33, 32.9, -1, Number.NaN])(
      'refuses %d ms after 33 ms in a video',
      async (timeMs) => {
        await using session = await open();
        await session.detect(greyFrame(), 33);
        const late = greyFrame();
        await expect(session.detect(late, timeMs)).rejects.toThrow(/increase/);
        expect(late.data.byteLength).toBeGreaterThan(0);
        await session.detect(late, 33.5);
      },
    );

    test('tracks a person through frames less than a millisecond apart', async () => {
      await using session = await open();
      for (const timeMs of [0, 0.4, 0.8, 1.2]) {
        const { poses } = await session.detect(standingFigure(), timeMs);
        expect(poses).toHaveLength(1);
        expect(poses[0]?.landmarks).toHaveLength(landmarkCount);
        expect(poses[0]?.world).toHaveLength(landmarkCount);
      }
    });

    test('ignores times in image mode', async () => {
      await using session = await open('image');
      for (const timeMs of [5, 5, 0]) await session.detect(greyFrame(), timeMs);
    });

    test.each([
      [
        'too little memory',
        { ...greyFrame(), height: 49 },
        /64×49 in rgba must have 12544 bytes.* 12288/,
      ],
      [
        'too much memory',
        { ...greyFrame(), width: 63 },
        /63×48 in rgba must have 12096 bytes.* 12288/,
      ],
      ['no pixels', { ...greyFrame(), data: new Uint8Array(0), width: 0 }, /whole pixels.* 0×48/],
      ['half pixels', { ...greyFrame(), width: 0.5, height: 2 }, /whole pixels.* 0.5×2/],
      [
        'half a chroma',
        { ...greyFrame(), width: 65, pixels: standardYuv },
        /yuv420p frame must be even.* 65×48/,
      ],
      [
        'RGBA for YUV',
        { ...greyFrame(), pixels: standardYuv },
        /64×48 in yuv420p must have 4608 bytes.* 12288/,
      ],
    ])('refuses a frame with %s and continues', async (_case, frame, message) => {
      await using session = await open();
      const { byteLength } = frame.data;
      await expect(session.detect(frame, 0)).rejects.toThrow(message);
      expect(frame.data.byteLength).toBe(byteLength);
      await session.detect(greyFrame(), 0);
    });

    test('processes one frame at a time', async () => {
      await using session = await open();
      const first = session.detect(greyFrame(), 0);
      await expect(session.detect(greyFrame(), 33)).rejects.toThrow(/one at a time/);
      await first;
      await session.detect(greyFrame(), 33);
    });

    test('keeps sessions independent', async () => {
      await using early = await open();
      await using late = await open();
      await Promise.all([early.detect(greyFrame(), 0), late.detect(greyFrame(), 5000)]);
      await early.detect(greyFrame(), 33);
      await early[Symbol.asyncDispose]();
      await late.detect(greyFrame(), 5033);
    });

    test('can be disposed twice and then refuses frames', async () => {
      const session = await open();
      await Promise.all([session[Symbol.asyncDispose](), session[Symbol.asyncDispose]()]);
      await session[Symbol.asyncDispose]();
      await expect(session.detect(greyFrame(), 0)).rejects.toThrow(/closed/);
    });

    test('rejects the frame in progress when it is disposed', async () => {
      const session = await open();
      const rejection = expect(session.detect(greyFrame(), 0)).rejects.toThrow();
      await session[Symbol.asyncDispose]();
      await rejection;
    });

    describeAbort(open);
  });
}

function describeAbort(
  open: (mode: PoseSettings['mode'], signal: AbortSignal) => Promise<PoseSession>,
): void {
  const reason = new Error('cancelled by the user');

  test('does not open after an abort', async () => {
    await expect(open('video', AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('stops opening when aborted', async () => {
    const controller = new AbortController();
    const opening = open('video', controller.signal);
    controller.abort(reason);
    await expect(opening.then((session) => session.detect(greyFrame(), 0))).rejects.toBe(reason);
  });

  test('rejects the frame in progress within 2 s of an abort', async () => {
    const controller = new AbortController();
    await using session = await open('video', controller.signal);
    const rejection = expect(session.detect(greyFrame(), 0)).rejects.toBe(reason);
    const startedAt = performance.now();
    controller.abort(reason);
    await rejection;
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await expect(session.detect(greyFrame(), 33)).rejects.toBe(reason);
  });

  test('closes when aborted between frames', async () => {
    const controller = new AbortController();
    await using session = await open('video', controller.signal);
    await session.detect(greyFrame(), 0);
    controller.abort(reason);
    await sleep(1);
    await expect(session.detect(greyFrame(), 33)).rejects.toBe(reason);
  });
}
