import type { Size } from '@dance-pose/contracts';
import { type FfmpegOutput, fileUrl } from '../process/ffmpeg-task.ts';
import { ahead } from './poster.ts';

/** Small pictures of every `every`-th frame of a result, from the first on. */
export interface Thumbnails extends Size {
  readonly every: number;
}

/** Filters from the tagged frames of a result to its thumbnails. */
export const thumbnailFilters = ({ every, width, height }: Thumbnails): string =>
  [
    `select=not(mod(n\\,${every}))`,
    ahead,
    `scale=w=${width}:h=${height}:out_range=pc,format=rgba`,
  ].join(',');

/** Output for the frames of `[thumbnails]`, one after the other: `width * height * 4` bytes each. */
export const thumbnailOutput = (partPath: string): FfmpegOutput => ({
  options: [
    ...['-map', '[thumbnails]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo'],
    ...['-y', '-f', 'rawvideo'],
  ],
  target: fileUrl(partPath),
});
