import { type FfmpegOutput, fileUrl } from '../process/ffmpeg-task.ts';

/**
 * Indices of the frames that are written to the poster. FFmpeg 5.1 serves the output that is furthest behind, and no
 * other until each has received something; copied sound would wait for the poster. So the first frame is written at
 * once, with a timestamp after everything else, and the right one overwrites it.
 */
const writtenFrames = (frame: number): number[] => [...new Set([0, frame])];

/** Longer than any clip. */
const aheadSeconds = 86_400;

/** Puts the frames of an output after everything else, so that no other output waits for them. */
export const ahead = `setpts=PTS+${aheadSeconds}/TB`;

/** Filters from the tagged frames of a result to its poster; JPEG is full range BT.601. */
export const posterFilters = (frame: number): string =>
  [
    `select=${writtenFrames(frame)
      .map((number) => `eq(n\\,${number})`)
      .join('+')}`,
    ahead,
    'scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p',
  ].join(',');

/** Output for the frames of `[poster]`, see {@link posterFilters}. */
export const posterOutput = (frame: number, partPath: string): FfmpegOutput => ({
  options: [
    ...['-map', '[poster]', '-fps_mode', 'passthrough'],
    ...['-frames:v', String(writtenFrames(frame).length)],
    // 2 is the best reasonable quality, on a scale from 1 to 31. Several threads would delay frames.
    ...['-c:v', 'mjpeg', '-q:v', '2', '-threads', '1', '-map_metadata', '-1'],
    // A single file, even if its name contains `%d`.
    ...['-y', '-f', 'image2', '-update', '1'],
  ],
  target: fileUrl(partPath),
});

/** Paths of a result and its poster while they are incomplete. */
export interface PartPaths {
  readonly result: string;
  readonly poster: string;
}
