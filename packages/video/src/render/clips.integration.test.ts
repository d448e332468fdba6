import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clipSize, clips } from '../testing/test-clips.ts';
import {
  colourAt,
  colourDistance,
  decodeAll,
  emptyDrawings,
  frameDistance,
  isFastStart,
  makeMedia,
  never,
  outputPaths,
  probe,
  type Report,
  report,
  resultOf,
  setDisplayMatrix,
  soundHash,
} from '../testing/test-media.ts';
import { renderVideo } from './render-video.ts';

const corners = [
  ['top left', [0.25, 0.25], [255, 0, 0]],
  ['top right', [0.75, 0.25], [0, 255, 0]],
  ['bottom left', [0.25, 0.75], [0, 0, 255]],
  ['bottom right', [0.75, 0.75], [255, 255, 255]],
] as const;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-clips');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe.each(clips)('$name', (clip) => {
  test('is upright, complete and playable after both passes', async () => {
    const path = await makeMedia(folder.path, clip.name, clip.make);
    if (clip.matrix) await setDisplayMatrix(path, clip.matrix);
    const file = await probe(path);
    expect(file.mediaInfo).toMatchObject({
      rotation: clip.rotation ?? 0,
      variableFrameRate: clip.variable ?? false,
      hdr: clip.hdr ?? false,
    });
    const { width, height, frameCount, rate } = file.plan;
    expect({ width, height, frameCount }).toEqual({
      ...clipSize,
      frameCount: clip.frames,
    });

    const frames = await decodeAll(file);
    expect(frames).toHaveLength(clip.frames);

    const outPath = join(folder.path, `${clip.name}.out.mp4`);
    const size = { width, height };
    const progress: number[] = [];
    await renderVideo({
      file,
      size,
      ...emptyDrawings(size, frames.length),
      background: 'original',
      encode: { preset: 'ultrafast', crf: 12 },
      frameCount: frames.length,
      ...outputPaths(outPath),
      signal: never,
      onFrame: (done) => progress.push(done),
    });
    expect(progress.at(-1)).toBe(clip.frames);

    const rendered = await decodeAll(resultOf(file, outPath));
    expect(rendered).toHaveLength(clip.frames);
    for (const [corner, position, colour] of corners) {
      const tolerance = clip.hdr ? 100 : 12;
      for (const frame of [frames.at(-1), rendered.at(-1)]) {
        const distance = colourDistance(colourAt(frame, size, position), colour);
        expect({ corner, close: distance <= tolerance, distance }).toMatchObject({ close: true });
      }
    }
    expectSamePictures(frames, rendered);
    const result = await report(outPath);
    expectPlayable(result);
    expect(await isFastStart(outPath)).toBe(true);
    if (clip.sound) {
      expectSameTimes(await report(path), result, rate.den / rate.num);
    }
    if (clip.sound === 'copied') expect(await soundHash(outPath)).toBe(await soundHash(path));
    expect(result.audio?.codec_name).toBe(clip.sound && 'aac');
  });
});

/** Frame `i` of one pass is frame `i` of the other: no neighbour is more similar. */
function expectSamePictures(frames: Uint8Array[], rendered: Uint8Array[]): void {
  for (const [index, frame] of frames.entries()) {
    const [before, same, after] = [-1, 0, 1].map((step) => {
      const other = rendered[index + step];
      return other ? frameDistance(frame, other) : Number.POSITIVE_INFINITY;
    });
    expect(same).toBeLessThan(4);
    expect(same).toBeLessThanOrEqual(Math.min(before ?? 0, after ?? 0) + 0.2);
  }
}

function expectPlayable({ video }: Report): void {
  expect(video).toMatchObject({
    codec_name: 'h264',
    pix_fmt: 'yuv420p',
    sample_aspect_ratio: '1:1',
    color_range: 'tv',
    color_space: 'bt709',
    color_transfer: 'bt709',
    color_primaries: 'bt709',
  });
  expect(video).not.toHaveProperty('side_data_list');
}

/** Duration and offset of the sound are those of the source, to within one frame. */
function expectSameTimes(source: Report, result: Report, frameSeconds: number): void {
  const lead = ({ video, audio }: Report): number =>
    Number(video?.start_time) - Number(audio?.start_time);
  expect(Math.abs(lead(result) - lead(source))).toBeLessThanOrEqual(frameSeconds);
  // All sounds made here last a second; some containers do not store the duration.
  expect(Math.abs(Number(result.audio?.duration) - 1)).toBeLessThanOrEqual(frameSeconds * 1.5);
}
