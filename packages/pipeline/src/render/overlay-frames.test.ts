import {
  jobOptionsSchema,
  type Landmark,
  landmarkCount,
  type OverlayOptions,
  type PoseFrame,
} from '@dance-pose/contracts';
import { drawOverlay, type OverlayMarks } from '@dance-pose/overlay';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { overlayBox } from './overlay-box.ts';
import { registerOverlayFont } from './overlay-font.ts';
import { drawOverlays, overlaysOf } from './overlay-frames.ts';
import { type OverlayPicture, RgbaPicture, YuvaPicture } from './overlay-picture.ts';

const size = { width: 200, height: 120 };
const { overlay: plain } = jobOptionsSchema.parse({});
const never = new AbortController().signal;

/** A vertical stick at x; without x a frame without a person. */
const frame = (index: number, x?: number): PoseFrame => {
  if (x === undefined) return { index, timeMs: index * 40, people: [] };
  const landmarks = Array.from(
    { length: landmarkCount },
    (_, at): Landmark => [x + (at % 2) * 0.1, 0.2 + at / 60, 0, 0.7, 1],
  );
  const world = landmarks.map(() => [0, 0, 0] as [number, number, number]);
  return { index, timeMs: index * 40, people: [{ id: 0, landmarks, world }] };
};

const marks: OverlayMarks = {
  beat: { count: 3, counts: 8, phase: 0.2, isCountSure: true, corner: 'bottom-right' },
};
const styleOf = (changes: Partial<OverlayOptions>) => ({
  size,
  options: { ...plain, ...changes },
  marksAt: () => marks,
});

/** The same overlays, each on a new canvas of the picture's size. */
function drawnAlone(frames: readonly PoseFrame[], changes: Partial<OverlayOptions>): Uint8Array[] {
  return [...overlaysOf(frames, styleOf(changes))].map((overlay) => {
    const context = createCanvas(size.width, size.height).getContext('2d');
    drawOverlay(context, overlay);
    return new Uint8Array(context.getImageData(0, 0, size.width, size.height).data);
  });
}

/** Alpha of a picture's pixels. */
const alphaOf = (picture: OverlayPicture): Uint8Array => {
  const { bytes } = picture;
  if (picture instanceof YuvaPicture) return bytes.slice((bytes.length / 2.5) * 1.5);
  return bytes.filter((_, at) => at % 4 === 3);
};

beforeAll(registerOverlayFont);

const frames = [frame(0, 0.2), frame(1, 0.6), frame(2), frame(3, -0.05), frame(4, 0.45)];

describe.each<[string, Partial<OverlayOptions>]>([
  ['a skeleton', {}],
  ['a glow', { style: 'ghost' }],
  [
    'all that there is',
    { showAngles: true, showTrails: true, showBeats: true, angleJoints: ['knee', 'elbow'] },
  ],
])('%s', (_name, changes) => {
  const overlays = () => overlaysOf(frames, styleOf(changes));

  test('is drawn as on a canvas of the whole picture, without traces of the previous frame', async () => {
    const box = await overlayBox(overlays(), never);
    const drawings = drawOverlays(overlays(), box, new RgbaPicture(box));
    let at = 0;
    for (const wanted of drawnAlone(frames, changes)) {
      const { value } = drawings.next();
      const whole = new RgbaPicture(size);
      whole.put(box, new Uint8ClampedArray(value ?? []));
      expect([at++, Buffer.compare(whole.bytes, wanted)]).toEqual([at - 1, 0]);
    }
    expect(drawings.next().done).toBe(true);
  });

  test('covers the same pixels of a picture for video', async () => {
    const box = await overlayBox(overlays(), never);
    const [photo, film] = [new RgbaPicture(box), new YuvaPicture(box)];
    const inPhoto = drawOverlays(overlays(), box, photo);
    for (const bytes of drawOverlays(overlays(), box, film)) {
      expect(bytes).toBe(film.bytes);
      inPhoto.next();
      expect(Buffer.compare(alphaOf(film), alphaOf(photo))).toBe(0);
    }
  });
});

describe('the box', () => {
  test('is even, contains all frames and is hardly larger', async () => {
    const still = [frame(0, 0.3), frame(1, 0.5)];
    const box = await overlayBox(overlaysOf(still, styleOf({})), never);
    expect(Object.values(box).every((value) => value % 2 === 0)).toBe(true);
    // From the left side of the stick at 60 to the right side of the one at 120, with their dots.
    expect(box.x).toBeGreaterThan(50);
    expect(box.x).toBeLessThan(60);
    expect(box.x + box.width).toBeGreaterThan(120);
    expect(box.x + box.width).toBeLessThan(130);
  });

  test('extends to the dial in its corner', async () => {
    const box = await overlayBox(overlaysOf([frame(0, 0.1)], styleOf({ showBeats: true })), never);
    expect(box.x + box.width).toBeGreaterThan(180);
    expect(box.y + box.height).toBeGreaterThan(100);
  });

  test('has the minimum size without a person', async () => {
    const nobody = overlaysOf([frame(0), frame(1)], styleOf({}));
    expect(await overlayBox(nobody, never)).toEqual({ x: 0, y: 0, width: 2, height: 2 });
  });

  test('is not computed further after an abort', async () => {
    let seen = 0;
    const controller = new AbortController();
    function* counted() {
      for (const overlay of overlaysOf(Array(1000).fill(frame(0, 0.1)), styleOf({}))) {
        if (++seen === 10) controller.abort(new Error('cancelled'));
        yield overlay;
      }
    }
    await expect(overlayBox(counted(), controller.signal)).rejects.toThrow('cancelled');
    expect(seen).toBeLessThan(200);
  });
});
