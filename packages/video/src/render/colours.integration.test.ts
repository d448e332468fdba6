import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProbedFile } from '../probe/probed-file.ts';
import {
  colourAt,
  colourDistance,
  decodeAll,
  emptyDrawings,
  makeMedia,
  never,
  outputPaths,
  probe,
  repeated,
  resultOf,
} from '../testing/test-media.ts';
import type { Background } from './render-task.ts';
import { type RenderRequest, renderVideo } from './render-video.ts';

const size = { width: 64, height: 64 };
const centre = [0.5, 0.5] as const;
const skin = [0xd0, 0x98, 0x70] as const;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-colours');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

async function composite(
  file: ProbedFile,
  drawn: Pick<RenderRequest, 'box' | 'drawings'>,
  background: Background,
): Promise<Uint8Array | undefined> {
  const outPath = join(folder.path, `${background}.mp4`);
  await renderVideo({
    file,
    size,
    ...drawn,
    background,
    encode: { preset: 'ultrafast', crf: 10 },
    frameCount: 2,
    ...outputPaths(outPath),
    signal: never,
  });
  return (await decodeAll(resultOf(file, outPath)))[0];
}

/** Encodes two frames of one colour. */
function flat(name: string, colour: string, filters: string, encoder: string): Promise<string> {
  const graph = `color=c=${colour}:size=64x64:rate=2:duration=1,format=gbrp,${filters}`;
  return makeMedia(folder.path, name, ['-f', 'lavfi', '-i', graph, ...encoder.split(' ')]);
}

describe('the result has the colours of the source, stored as', () => {
  const x264 = '-c:v libx264 -qp 0';
  test.each([
    [
      'BT.709',
      'scale=out_color_matrix=bt709:out_range=tv,format=yuv444p',
      `${x264} -colorspace bt709 -color_range tv`,
    ],
    [
      'BT.601',
      'scale=out_color_matrix=bt601:out_range=tv,format=yuv444p',
      `${x264} -colorspace smpte170m -color_range tv`,
    ],
    ['untagged, small', 'scale=out_color_matrix=bt601:out_range=tv,format=yuv444p', x264],
    ['untagged, HD', 'scale=1280:720:out_color_matrix=bt709:out_range=tv,format=yuv444p', x264],
    [
      'full range',
      'scale=out_color_matrix=bt709:out_range=pc,format=yuvj444p',
      `${x264} -colorspace bt709 -color_range pc`,
    ],
    [
      '10 bit',
      'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p10le',
      `${x264} -colorspace bt709`,
    ],
    ['RGB', 'format=gbrp', '-c:v libx264rgb -qp 0'],
    [
      'BT.2020 without HDR',
      'zscale=matrixin=gbr:primariesin=bt709:transferin=bt709:rangein=full:primaries=bt2020:transfer=bt709:matrix=bt2020nc:range=limited,format=yuv420p10le',
      `${x264} -colorspace bt2020nc -color_primaries bt2020 -color_trc bt709`,
    ],
  ])('%s', async (name, filters, encoder) => {
    const path = await flat(`${name}.mkv`, '0xd09870', filters, encoder);
    const file = await probe(path);
    const decoded = (await decodeAll(file))[0];
    expect(colourDistance(colourAt(decoded, file.plan, centre), skin)).toBeLessThanOrEqual(4);
    const small = { ...file, plan: { ...file.plan, ...size } };
    const result = await composite(small, emptyDrawings(size, 2), 'original');
    expect(colourDistance(colourAt(result, size, centre), skin)).toBeLessThanOrEqual(6);
  });

  test.each([
    ['hlg', 'arib-std-b67'],
    ['pq', 'smpte2084'],
  ])('%s becomes a picture that looks right on a standard screen', async (name, transfer) => {
    const toHdr = `zscale=matrixin=gbr:primariesin=bt709:transferin=bt709:rangein=full:primaries=bt2020:transfer=${transfer}:matrix=bt2020nc:range=limited:npl=203,format=yuv420p10le`;
    const encoder = `${x264} -color_primaries bt2020 -colorspace bt2020nc -color_trc ${transfer}`;
    const seen: Record<string, readonly number[]> = {};
    for (const [colour, hex] of [
      ['white', '0xffffff'],
      ['grey', '0x808080'],
      ['skin', '0xd09870'],
    ] as const) {
      const file = await probe(await flat(`${name}-${colour}.mp4`, hex, toHdr, encoder));
      expect(file.mediaInfo.hdr).toBe(true);
      expect(file.warnings.map(({ code }) => code)).toContain('hdr-tone-mapped');
      seen[colour] = colourAt((await decodeAll(file))[0], size, centre);
    }
    // White leaves room for highlights, dark tones stay, grey has no tint.
    expect(colourDistance(seen.white ?? [], [217, 217, 217])).toBeLessThanOrEqual(6);
    expect(colourDistance(seen.grey ?? [], [128, 128, 128])).toBeLessThanOrEqual(8);
    expect(colourDistance(seen.skin ?? [], skin)).toBeLessThanOrEqual(24);
  });
});

describe('drawings', () => {
  /** A box in the picture, not centred. */
  const box = { x: 4, y: 8, width: 54, height: 50 };
  /** Luma, chroma and alpha of its four parts: transparent, half-transparent white, white, half-transparent red. */
  const kinds = [
    [16, 128, 128, 0],
    [235, 128, 128, 128],
    [235, 128, 128, 255],
    [63, 102, 240, 128],
  ] as const;
  /** One plane of the parts, which meet in the middle of the picture; each value covers a square of pixels. */
  const plane = (channel: 0 | 1 | 2 | 3, square: 1 | 2): number[] =>
    Array.from({ length: (box.width * box.height) / square ** 2 }, (_, at) => {
      const column = box.x + (at % (box.width / square)) * square;
      const row = box.y + Math.floor(at / (box.width / square)) * square;
      return (kinds[(row < 32 ? 0 : 2) + (column < 32 ? 0 : 1)] ?? kinds[0])[channel];
    });
  const drawing = new Uint8Array([plane(0, 1), plane(1, 2), plane(2, 2), plane(3, 1)].flat());
  const places = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  /** Just outside the box, on each side. */
  const outside = [
    [0.03, 0.75],
    [0.93, 0.25],
    [0.75, 0.1],
    [0.25, 0.95],
  ] as const;

  test.each([
    [
      'black',
      [
        [0, 0, 0],
        [128, 128, 128],
        [255, 255, 255],
        [128, 0, 0],
      ],
    ],
    [
      'original',
      [
        [100, 150, 200],
        [178, 203, 228],
        [255, 255, 255],
        [178, 75, 100],
      ],
    ],
    [
      'dimmed',
      [
        [35, 53, 70],
        [146, 155, 163],
        [255, 255, 255],
        [146, 26, 35],
      ],
    ],
  ] as const)('are blended with the %s background', async (background, expected) => {
    const bt709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv444p';
    const path = await flat('blue.mkv', '0x6496c8', bt709, '-c:v libx264 -qp 0 -colorspace bt709');
    const drawn = { box, drawings: () => repeated(drawing, 2) };
    const result = await composite(await probe(path), drawn, background);
    const expectNear = (position: readonly [number, number], colour: readonly number[]): void => {
      const found = colourAt(result, size, position);
      const near = colourDistance(found, colour) <= 4;
      expect({ position, found, near }).toMatchObject({ near: true });
    };
    for (const [index, colour] of expected.entries()) expectNear(places[index] ?? centre, colour);
    for (const position of outside) expectNear(position, expected[0]);
  });
});
