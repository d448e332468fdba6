import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProbedFile } from '../probe/probed-file.ts';
import { withOrientation } from '../testing/test-exif.ts';
import {
  colourAt,
  colourDistance,
  decodeAll,
  emptyDrawings,
  frameDistance,
  makeMedia,
  never,
  outputPaths,
  probe,
  quarters,
  wholePicture,
} from '../testing/test-media.ts';
import { renderImage } from './render-image.ts';
import { type RenderRequest, renderVideo } from './render-video.ts';

const upright = { width: 160, height: 120 };
const corners = [
  [
    [0.25, 0.2],
    [255, 0, 0],
  ],
  [
    [0.75, 0.2],
    [0, 255, 0],
  ],
  [
    [0.25, 0.8],
    [0, 0, 255],
  ],
  [
    [0.75, 0.8],
    [255, 255, 255],
  ],
] as const;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-stills');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

const still = (name: string, filters: string, ...encoder: string[]): Promise<string> =>
  makeMedia(folder.path, name, [
    ...['-f', 'lavfi', '-i', `${quarters(upright, '25', 0.04)}${filters}`],
    ...['-frames:v', '1', ...encoder],
  ]);

function expectUpright(frame: Uint8Array | undefined, size: Size, tolerance: number): void {
  for (const [place, colour] of corners) {
    const found = colourAt(frame, size, place);
    expect({ place, found, near: colourDistance(found, colour) <= tolerance }).toMatchObject({
      near: true,
    });
  }
}

async function annotate(file: ProbedFile, drawing: Uint8Array): Promise<ProbedFile> {
  const outPath = join(folder.path, 'annotated.png');
  await renderImage({
    file,
    size: file.plan,
    box: wholePicture(file.plan),
    drawings: () => [drawing],
    background: 'original',
    ...outputPaths(outPath),
    signal: never,
  });
  return probe(outPath);
}

/** A transparent drawing in RGBA. */
const transparent = (): Uint8Array => new Uint8Array(upright.width * upright.height * 4);

/** Filters that give the camera's stored picture, by EXIF orientation. */
const stored = [
  [1, ''],
  [2, ',hflip'],
  [3, ',hflip,vflip'],
  [4, ',vflip'],
  [5, ',transpose=cclock_flip'],
  [6, ',transpose=cclock'],
  [7, ',transpose=clock_flip'],
  [8, ',transpose=clock'],
] as const;

describe('photos are upright:', () => {
  test.each(stored)('JPEG with EXIF orientation %d', async (orientation, filters) => {
    const path = await still(`photo-${orientation}.jpg`, filters, '-q:v', '2');
    await writeFile(path, withOrientation(await readFile(path), orientation));
    const file = await probe(path);
    expect(file.mediaInfo).toMatchObject({ kind: 'image', ...upright });
    expect(file.plan).toMatchObject({ ...upright, frameCount: 1 });
    const frames = await decodeAll(file);
    expect(frames).toHaveLength(1);
    expectUpright(frames[0], upright, 12);
    const [annotated] = await decodeAll(await annotate(file, transparent()));
    expectUpright(annotated, upright, 12);
  });

  test.each([
    ['PNG', 'photo.png', ['-c:v', 'png']],
    ['WebP', 'photo.webp', ['-c:v', 'libwebp', '-lossless', '1']],
  ])('%s with EXIF orientation 6', async (_format, name, encoder) => {
    const path = await still(name, ',transpose=cclock', ...encoder);
    await writeFile(path, withOrientation(await readFile(path), 6));
    const file = await probe(path);
    expect(file.mediaInfo).toMatchObject({ kind: 'image', rotation: 90, ...upright });
    expectUpright((await decodeAll(file))[0], upright, 2);
  });
});

test('odd sides become even, the file extension is ignored, and a `%d` in the name is literal', async () => {
  const png = await still('odd.png', ',scale=159:119');
  const path = join(folder.path, '-holiday %d.mp4');
  await writeFile(path, await readFile(png));
  const file = await probe(path);
  expect(file.mediaInfo).toMatchObject({
    kind: 'image',
    width: 159,
    height: 119,
    videoCodec: 'png',
  });
  expect(file.plan).toMatchObject(upright);
  expectUpright((await decodeAll(file))[0], upright, 4);
});

test('transparent parts of a photo are white', async () => {
  const path = await makeMedia(folder.path, 'cut-out.png', [
    ...['-f', 'lavfi', '-i', 'color=c=red@0.5:size=64x64:duration=0.04,format=rgba'],
    ...['-frames:v', '1'],
  ]);
  const size = { width: 64, height: 64 };
  const [frame] = await decodeAll(await probe(path));
  expect(colourDistance(colourAt(frame, size, [0.5, 0.5]), [255, 127, 127])).toBeLessThanOrEqual(2);
  expect(frame?.[3]).toBe(255);
});

test('a drawing is blended with a photo', async () => {
  const file = await probe(await still('plain.png', ''));
  const drawing = transparent();
  for (let at = 0; at < drawing.length; at += 4) drawing.set([255, 255, 255, 128], at);
  const [frame] = await decodeAll(await annotate(file, drawing));
  expect(
    colourDistance(colourAt(frame, upright, [0.25, 0.2]), [255, 128, 128]),
  ).toBeLessThanOrEqual(1);
});

describe('posters', () => {
  const film = (): Promise<string> =>
    makeMedia(folder.path, 'film.mp4', [
      ...['-f', 'lavfi', '-i', quarters(upright)],
      ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-pix_fmt', 'yuv420p'],
      ...['-colorspace', 'bt709', '-color_range', 'tv'],
    ]);

  /** The poster of a video without drawings. */
  async function shown(path: string, name: string, changes: Partial<RenderRequest>) {
    const outPath = join(folder.path, `${name}.mp4`);
    const file = await probe(path);
    const { plan: size } = file;
    await renderVideo({
      ...{ file, size, frameCount: size.frameCount, signal: never },
      ...emptyDrawings(size, size.frameCount),
      background: name.startsWith('black') ? 'black' : 'original',
      encode: { preset: 'ultrafast', crf: 20 },
      ...{ ...outputPaths(outPath), ...changes },
    });
    const poster = await probe(`${outPath}.jpg`);
    return { frame: (await decodeAll(poster))[0], poster, outPath };
  }

  test.each([0, 1, 13, 24])('show frame %d of a result with its colours', async (frame) => {
    const { poster, ...still } = await shown(await film(), 'annotated', { posterFrame: frame });
    expect(poster.mediaInfo).toMatchObject({ container: 'jpeg_pipe', ...upright });
    expectUpright(still.frame, upright, 8);
    // The box moves 8 pixels per frame, from edge to edge.
    const middle = ((frame * 8) % upright.width) + 8;
    expect(
      colourDistance(colourAt(still.frame, upright, [middle / upright.width, 0.5]), [0, 0, 0]),
    ).toBeLessThan(30);
  });

  test('do not block the sound if the video is not decoded', async () => {
    // Longer than FFmpeg's interleaving delay.
    const path = await makeMedia(folder.path, 'long.mp4', [
      ...['-f', 'lavfi', '-i', 'color=size=32x32:rate=5:duration=12'],
      ...['-f', 'lavfi', '-i', 'sine=duration=12', '-c:a', 'aac'],
    ]);
    const [first, last] = await Promise.all(
      [0, 59].map((posterFrame) => shown(path, `black-${posterFrame}`, { posterFrame })),
    );
    expect(await readFile(last?.outPath ?? '')).toEqual(await readFile(first?.outPath ?? ''));
  });

  test('come with thumbnails of every n-th frame', async () => {
    const size = { width: upright.width / 2, height: upright.height / 2 };
    const { outPath } = await shown(await film(), 'small', {
      thumbnails: { ...size, every: 10 },
    });
    const pixels = await readFile(`${outPath}.rgba`);
    const bytes = 4 * size.width * size.height;
    expect(pixels).toHaveLength(3 * bytes);
    for (const [i, frame] of [0, 10, 20].entries()) {
      const picture = pixels.subarray(i * bytes, (i + 1) * bytes);
      expectUpright(picture, size, 12);
      const middle = ((frame * 8) % upright.width) + 8;
      const colour = colourAt(picture, size, [middle / upright.width, 0.5]);
      expect(colourDistance(colour, [0, 0, 0])).toBeLessThan(40);
    }
  });

  test.each(['original', 'dimmed', 'black'] as const)(
    'come with a preview without drawings, over %s',
    async (background) => {
      const path = await film();
      const previewPath = join(folder.path, `preview-${background}.mp4`);
      const opaque = Buffer.alloc(upright.width * upright.height * 2.5, 255);
      await shown(path, `drawn-${background}`, {
        ...{ background, previewPath },
        drawings: () => Array.from({ length: 25 }, () => opaque),
      });
      const [clean, source] = [
        await decodeAll(await probe(previewPath)),
        await decodeAll(await probe(path)),
      ];
      expect(clean).toHaveLength(25);
      for (const i of [0, 12, 24]) {
        const [a, b] = [clean[i] ?? new Uint8Array(), source[i] ?? new Uint8Array()];
        expect(frameDistance(a, b)).toBeLessThan(6);
      }
    },
  );

  test('of a frame that the result does not have are refused', async () => {
    await expect(shown(await film(), 'beyond', { posterFrame: 25 })).rejects.toThrow(RangeError);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('beyond'))).toEqual([]);
  });
});
