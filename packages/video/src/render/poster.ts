import { writeWhole } from '../probe/whole-file.ts';
import { type FfmpegOutput, fileUrl } from '../process/ffmpeg-task.ts';

/**
 * FFmpeg 5.1 turns to the output that is furthest behind, and to no other before each has had something: sound that
 * is copied would wait for the poster. So the first frame goes out at once, with a time that lies ahead of
 * everything, and is written over by the right one.
 */
const framesOut = (frame: number): number[] => [...new Set([0, frame])];

/** Longer than any clip. */
const aheadSeconds = 86_400;

/** From the frames of a result, which know their colours, to its poster; JPEG is full range BT.601. */
export const posterFilters = (frame: number): string =>
  [
    `select=${framesOut(frame)
      .map((number) => `eq(n\\,${number})`)
      .join('+')}`,
    `setpts=PTS+${aheadSeconds}/TB`,
    'scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p',
  ].join(',');

/** The poster from `[poster]`, which {@link posterFilters} give. */
export const posterOutput = (frame: number, partPath: string): FfmpegOutput => ({
  options: [
    ...['-map', '[poster]', '-fps_mode', 'passthrough'],
    ...['-frames:v', String(framesOut(frame).length)],
    // 2 is the best quality that is not wasteful, on a scale from 1 to 31. Several threads would keep frames back.
    ...['-c:v', 'mjpeg', '-q:v', '2', '-threads', '1', '-map_metadata', '-1'],
    // One file, also where there is a `%d` in its name.
    ...['-y', '-f', 'image2', '-update', '1'],
  ],
  target: fileUrl(partPath),
});

/** Where a result and its poster are written until they are whole. */
export interface PartPaths {
  readonly result: string;
  readonly poster: string;
}

/** A result and its poster appear when both are whole. After a failure or an abort neither is left. */
export const writeWithPoster = (
  { outPath, posterPath }: { readonly outPath: string; readonly posterPath: string },
  write: (parts: PartPaths) => Promise<void>,
): Promise<void> =>
  writeWhole(outPath, (result) => writeWhole(posterPath, (poster) => write({ result, poster })));
