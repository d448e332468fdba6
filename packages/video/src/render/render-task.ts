import { type EncodeOptions, type Size, standardYuv } from '@dance-pose/contracts';
import { type FrameFormat, frameFilters } from '../decode/frame-filters.ts';
import { framesPerSecond, rateText } from '../probe/frame-rate.ts';
import { decodingInputOptions } from '../probe/input-options.ts';
import type { FramePlan, ProbedFile } from '../probe/probed-file.ts';
import { encodingThreads } from '../probe/threads.ts';
import {
  type FfmpegInput,
  type FfmpegTask,
  fileUrl,
  pipeIn,
  pipeOut,
} from '../process/ffmpeg-task.ts';
import { type PartPaths, posterFilters, posterOutput } from './poster.ts';
import { type Thumbnails, thumbnailFilters, thumbnailOutput } from './thumbnails.ts';

/** Background of the drawing: the picture, black, or the darkened picture. */
export type Background = 'original' | 'black' | 'dimmed';

/** A rectangle of a picture, in pixels. */
export interface PictureBox extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Composition {
  readonly file: ProbedFile;
  /** Size of the result, in pixels; both sides even. */
  readonly size: Size;
  /** Position and size of the drawings in the result; all numbers are even, as 4:2:0 chroma requires. */
  readonly box: PictureBox;
  readonly background: Background;
  /** Index of the result's frame that the poster shows. */
  readonly posterFrame: number;
}

/**
 * Pixel formats of drawings, both with straight alpha: `overlay=alpha=premultiplied` of FFmpeg 5.1 subtracts 16 from
 * every value and turns white into 236. `yuva420p` (BT.709, limited range) is composited over video without conversion.
 */
export type DrawingPixels = 'yuva420p' | 'rgba';

/** Treatment of the original's sound. */
export type Sound = 'copy' | 'encode' | 'none';

/** Share of the picture's brightness that `dimmed` keeps. */
const dimming = 0.35;

/** Time between key frames, to which a player can seek quickly. */
const keyframeSeconds = 2;

export interface VideoComposition extends Composition {
  readonly encode: EncodeOptions;
  readonly thumbnails: Thumbnails;
}

export interface VideoPartPaths extends PartPaths {
  readonly thumbnails: string;
  /** The picture without drawings; undefined if it is not wanted. */
  readonly preview?: string;
}

/** The second pass of a clip: composites the drawings over the original and keeps its sound. */
export function renderVideoTask(
  composition: VideoComposition,
  sound: Sound,
  parts: VideoPartPaths,
): FfmpegTask {
  const { preview } = parts;
  return {
    tool: 'ffmpeg',
    inputs: compositionInputs(composition, 'yuva420p'),
    outputs: [
      {
        options: [
          ...['-filter_complex', videoGraph(composition, preview !== undefined)],
          ...videoOptions('[out]', composition, sound),
          // Machine-readable count of encoded frames, on a pipe that carries nothing else.
          ...['-progress', pipeOut, '-stats_period', '0.5', '-nostats'],
        ],
        target: fileUrl(parts.result),
      },
      posterOutput(composition.posterFrame, parts.poster),
      thumbnailOutput(parts.thumbnails),
      ...(preview === undefined
        ? []
        : [{ options: videoOptions('[clean]', composition, sound), target: fileUrl(preview) }]),
    ],
  };
}

/** A part of a clip as it is, see `ProbedFile.source.part`. */
export const cutTask = (file: ProbedFile, encode: EncodeOptions, partPath: string): FfmpegTask => ({
  tool: 'ffmpeg',
  inputs: [{ options: decodingInputOptions(file.source), source: fileUrl(file.path) }],
  outputs: [
    {
      options: [
        '-filter_complex',
        `${pictureFrames(file, file.plan, standardYuv)},setpts=N,${tagFrames(file)}[clean]`,
        ...videoOptions('[clean]', { file, encode }, plannedSound(file)),
      ],
      target: fileUrl(partPath),
    },
  ],
});

/** Copies sound that an MP4 can hold. */
export function plannedSound({ source: { audio } }: ProbedFile): Sound {
  if (audio === null) return 'none';
  return audio.copy ? 'copy' : 'encode';
}

/** An MP4 that every browser plays, with the sound of the file. */
function videoOptions(
  frames: '[out]' | '[clean]',
  { file, encode }: Pick<VideoComposition, 'file' | 'encode'>,
  sound: Sound,
): string[] {
  const { source, plan } = file;
  return [
    ...['-map', frames, '-fps_mode', 'passthrough'],
    // Every browser plays 8-bit 4:2:0 High; the filters set the colour tags.
    ...['-c:v', 'libx264', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-preset', encode.preset, '-crf', String(encode.crf)],
    ...['-threads', String(encodingThreads)],
    ...['-g', String(Math.ceil(framesPerSecond(plan.rate) * keyframeSeconds))],
    ...soundOptions(file, sound),
    // Sound may continue after the picture, and a header without a duration does not say for how long. The limit
    // plus a second, so that rounding drops no frame.
    ...['-t', String(Math.ceil(source.maxDurationMs / 1000) + 1)],
    // Drop the metadata: phone, location, track titles.
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    // Move the index to the front, so that playback starts before the whole file is loaded.
    ...['-movflags', '+faststart', '-y', '-f', 'mp4'],
  ];
}

/** The same for a photo; in RGB, because a PNG keeps the detail that 4:2:0 would lose. */
export function renderImageTask(composition: Composition, parts: PartPaths): FfmpegTask {
  return {
    tool: 'ffmpeg',
    inputs: compositionInputs(composition, 'rgba'),
    outputs: [
      {
        options: [
          ...['-filter_complex', imageGraph(composition)],
          ...['-map', '[out]', '-frames:v', '1', '-c:v', 'png', '-map_metadata', '-1'],
          // Not `image2`, which treats a `%d` in the name as a pattern.
          ...['-y', '-f', 'image2pipe'],
        ],
        target: fileUrl(parts.result),
      },
      posterOutput(composition.posterFrame, parts.poster),
    ],
  };
}

function compositionInputs(
  { file, box }: Composition,
  pixels: DrawingPixels,
): [FfmpegInput, FfmpegInput] {
  return [
    { options: decodingInputOptions(file.source), source: fileUrl(file.path) },
    {
      options: [
        ...['-protocol_whitelist', 'file,pipe'],
        ...['-f', 'rawvideo', '-pix_fmt', pixels],
        ...['-video_size', `${box.width}x${box.height}`],
        ...['-framerate', rateText(file.plan.rate)],
        // Drawings have megabytes, and the default would queue eight of them.
        ...['-thread_queue_size', '2'],
      ],
      source: pipeIn,
    },
  ];
}

function videoGraph(composition: VideoComposition, hasPreview: boolean): string {
  const { file, box, posterFrame, thumbnails } = composition;
  const tagged = tagFrames(file);
  return [
    ...backgroundChains(composition, hasPreview),
    '[1:v]setpts=N[drawing]',
    `[picture][drawing]overlay=x=${box.x}:y=${box.y}:format=yuv420:alpha=straight:shortest=1,${tagged},split=3[out][shown][small]`,
    `[shown]${posterFilters(posterFrame)}[poster]`,
    `[small]${thumbnailFilters(thumbnails)}[thumbnails]`,
    ...(hasPreview ? [`[original]${tagged}[clean]`] : []),
  ].join(';');
}

const tagFrames = ({ plan: { rate }, source }: ProbedFile): string =>
  [
    // Restore the offset between picture and sound.
    `settb=${rate.den}/${rate.num},setpts=N+${source.leadFrames}`,
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ].join(',');

/** Chains that end in `[picture]`, which is drawn on, and, for the preview, in `[original]`. */
function backgroundChains(
  { file, size, background }: Composition,
  hasPreview: boolean,
): readonly string[] {
  const original = `${pictureFrames(file, size, standardYuv)},setpts=N`;
  if (background === 'black') {
    const black = `${blackFrames(file.plan, size, standardYuv)},setpts=N[picture]`;
    return hasPreview ? [black, `${original}[original]`] : [black];
  }
  const dim = background === 'dimmed' ? `,${dimmedYuv}` : '';
  if (!hasPreview) return [`${original}${dim}[picture]`];
  return [`${original},split[original][shaded]`, `[shaded]null${dim}[picture]`];
}

function imageGraph({ file, size, box, background, posterFrame }: Composition): string {
  const picture =
    background === 'black'
      ? blackFrames(file.plan, size, { layout: 'gbrp' })
      : pictureFrames(file, size, { layout: 'gbrp' });
  const dim =
    background === 'dimmed' ? `,lutrgb=r=val*${dimming}:g=val*${dimming}:b=val*${dimming}` : '';
  return [
    `${picture}${dim}[picture];[1:v]format=gbrap[drawing];`,
    `[picture][drawing]overlay=x=${box.x}:y=${box.y}:format=gbrp:alpha=straight,format=rgb24,`,
    `split[out][shown];[shown]${posterFilters(posterFrame)}[poster]`,
  ].join('');
}

const pictureFrames = ({ source, plan }: ProbedFile, size: Size, format: FrameFormat): string =>
  `[0:${source.videoIndex}]${frameFilters(source, plan, size, format).join(',')}`;

/** Endless black frames, which end with the drawings; the video itself is not even decoded. */
const blackFrames = ({ rate }: FramePlan, { width, height }: Size, format: FrameFormat): string =>
  `color=c=black:size=${width}x${height}:rate=${rateText(rate)},format=${format.layout}`;

const dimmedYuv = [
  `lutyuv=y=16+(val-16)*${dimming}`,
  `u=128+(val-128)*${dimming}`,
  `v=128+(val-128)*${dimming}`,
].join(':');

/** Sample rates of AAC; any other rate becomes the last one. */
const aacRatesHz = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

function soundOptions({ source: { audio } }: ProbedFile, sound: Sound): string[] {
  if (!audio || sound === 'none') return [];
  const map = ['-map', `0:${audio.index}`];
  if (sound === 'copy') return [...map, '-c:a', 'copy'];
  const { channels, sampleRateHz } = audio;
  return [
    ...map,
    ...['-c:a', 'aac', '-b:a', '128k'],
    // Explicit, so that they stay constant if the source changes them.
    ...['-ac', String(Math.min(channels, 2))],
    ...['-ar', String(aacRatesHz.includes(sampleRateHz) ? sampleRateHz : aacRatesHz.at(-1))],
    // Fill gaps with silence, so that sound and picture stay in sync.
    ...['-af', 'aresample=async=1'],
  ];
}
