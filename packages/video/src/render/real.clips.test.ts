import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultMediaLimits, UserError } from '@dance-pose/contracts';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { probeFile } from '../probe/probe-file.ts';
import {
  countFrames,
  emptyDrawings,
  never,
  outputPaths,
  probe,
  processesNaming,
  report,
} from '../testing/test-media.ts';
import { renderVideo } from './render-video.ts';

const withTestdata = hasTestdata ? describe : describe.skip;

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder('video-testdata');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

withTestdata('real clips', () => {
  test.each([
    ['derived/mgt_dancer_5s.mkv', { width: 518, height: 496, frameCount: 127 }],
    ['derived/mgt_dancer_5s.webm', { width: 518, height: 496, frameCount: 125 }],
    ['derived/phone_rot90_singleperson.mov', { width: 540, height: 960, frameCount: 100 }],
    ['derived/pose1_hevc.mp4', { width: 384, height: 384, frameCount: 120 }],
    ['derived/pose1_editlist.mp4', { width: 576, height: 576, frameCount: 75 }],
    ['derived/squats_odd_yuv444.mp4', { width: 360, height: 640, frameCount: 20 }],
    ['derived/squats_sar2.mp4', { width: 720, height: 1280, frameCount: 20 }],
    ['derived/sports2d_vfr.mp4', { width: 884, height: 498, frameCount: 162 }],
    ['videos/mediabunny_rotate_bbb.mp4', { width: 1080, height: 1920, frameCount: 45 }],
  ])('%s', async (name, plan) => {
    const path = join(testdata, name);
    const file = await probe(path);
    expect(file.plan).toMatchObject(plan);
    expect(await countFrames(file)).toBe(plan.frameCount);

    const outPath = join(folder.path, 'annotated.mp4');
    const size = { width: 96, height: 96 };
    await renderVideo({
      file,
      size,
      ...emptyDrawings(size, plan.frameCount),
      background: 'original',
      encode: { preset: 'ultrafast', crf: 30 },
      frameCount: plan.frameCount,
      ...outputPaths(outPath),
      signal: never,
    });
    const { video, audio } = await report(outPath);
    expect(video?.nb_frames).toBe(String(plan.frameCount));
    const frameSeconds = file.plan.rate.den / file.plan.rate.num;
    const wanted = file.mediaInfo.durationMs / 1000;
    expect(Math.abs(Number(video?.duration) - wanted)).toBeLessThanOrEqual(frameSeconds);
    expect(audio !== undefined).toBe(file.mediaInfo.audio !== null);
  });
});

/** Files of `hostile/` that are odd but valid clips; all others must be refused. */
const acceptable = new Set([
  'h_2x2.mp4',
  'h_40_audio_tracks.mp4',
  'h_bitflips_mdat.mp4',
  'h_declared_65535x65535.mp4',
  'h_dref_not_self_contained.mp4',
  'h_html_prefix_polyglot.mp4',
  'h_image2_pattern_%d.jpg',
  'h_mp4_zip_tail_polyglot.mp4',
  'h_png_renamed.mp4',
  'h_single_frame.mp4',
  'h_stts_huge_delta.mp4',
  'h_truncated_faststart_60pct.mp4',
  'mediabunny_annex-b.mp4',
  'mediabunny_edts.mp4',
  'mediabunny_transparency-faulty.webm',
]);
const hostile = hasTestdata ? readdirSync(join(testdata, 'hostile')) : [];

withTestdata(
  'hostile files are refused by content, quickly and without reading another file',
  () => {
    test('all of them', async () => {
      for (const name of hostile) {
        const path = join(testdata, 'hostile', name);
        const probed = probeFile(path, {
          fileName: name,
          limits: defaultMediaLimits,
          signal: never,
        });
        const outcome = await probed.then(
          ({ plan, mediaInfo }) => {
            expect(plan.frameCount).toBeLessThanOrEqual(defaultMediaLimits.maxFrames);
            expect(mediaInfo.durationMs).toBeLessThanOrEqual(defaultMediaLimits.maxDurationMs);
            expect(plan.width * plan.height).toBeLessThanOrEqual(defaultMediaLimits.maxPixels);
            return 'accepted';
          },
          (error: unknown) => {
            expect(error).toBeInstanceOf(UserError);
            return 'refused';
          },
        );
        expect({ name, outcome }).toEqual({
          name,
          outcome: acceptable.has(name) ? 'accepted' : 'refused',
        });
      }
      expect(await processesNaming(join(testdata, 'hostile'))).toEqual([]);
    });
  },
);
