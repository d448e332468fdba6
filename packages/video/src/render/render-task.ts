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

/** What the drawing lies on: the picture, black, or the picture darkened. */
export type Background = 'original' | 'black' | 'dimmed';

/** Where something lies on a picture. */
export interface PictureBox extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Composition {
  readonly file: ProbedFile;
  /** Of the result; both even. */
  readonly size: Size;
  /** Where the drawings lie on the result, and their size: all numbers even, as the places of 4:2:0 colours are. */
  readonly box: PictureBox;
  readonly background: Background;
  /** Number of the frame of the result that the poster shows. */
  readonly posterFrame: number;
}

/**
 * Of drawings, both with straight alpha: `overlay=alpha=premultiplied` of FFmpeg 5.1 takes 16 from every value and
 * makes white 236. `yuva420p` after BT.709, in limited range, is laid over film as it is.
 */
export type DrawingPixels = 'yuva420p' | 'rgba';

/** What becomes of the original's sound. */
export type Sound = 'copy' | 'encode' | 'none';

/** How much of the picture's brightness `dimmed` leaves. */
const dimming = 0.35;

/** Seconds between two places that a player can jump to at once. */
const keyframeSeconds = 2;

/** The second pass of a clip: the drawing over the original, with the original's sound. */
export function renderVideoTask(
  composition: Composition,
  encode: EncodeOptions,
  sound: Sound,
  parts: PartPaths,
): FfmpegTask {
  const { source, plan } = composition.file;
  return {
    tool: 'ffmpeg',
    inputs: compositionInputs(composition, 'yuva420p'),
    outputs: [
      {
        options: [
          ...['-filter_complex', videoGraph(composition)],
          ...['-map', '[out]', '-fps_mode', 'passthrough'],
          // 8-bit 4:2:0 High is what every browser plays; the filters set the colour tags.
          ...['-c:v', 'libx264', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
          ...['-preset', encode.preset, '-crf', String(encode.crf)],
          ...['-threads', String(encodingThreads)],
          ...['-g', String(Math.ceil(framesPerSecond(plan.rate) * keyframeSeconds))],
          ...soundOptions(composition.file, sound),
          // Sound may go on after the picture, and a header without a length says nothing of how long. A second
          // more than the limit, so that rounding takes no frame.
          ...['-t', String(Math.ceil(source.maxDurationMs / 1000) + 1)],
          // Whose phone it was, where it was, and how it called its tracks, stays out of the result.
          ...['-map_metadata', '-1', '-map_chapters', '-1'],
          // The index goes to the front, so that playing starts before the whole file is there.
          ...['-movflags', '+faststart'],
          // Frames really encoded, in a form made for programs, on the pipe that carries nothing else.
          ...['-progress', pipeOut, '-stats_period', '0.5', '-nostats'],
          ...['-y', '-f', 'mp4'],
        ],
        target: fileUrl(parts.result),
      },
      posterOutput(composition.posterFrame, parts.poster),
    ],
  };
}

/** The same for a photo; in RGB, because a PNG keeps what 4:2:0 would lose. */
export function renderImageTask(composition: Composition, parts: PartPaths): FfmpegTask {
  return {
    tool: 'ffmpeg',
    inputs: compositionInputs(composition, 'rgba'),
    outputs: [
      {
        options: [
          ...['-filter_complex', imageGraph(composition)],
          ...['-map', '[out]', '-frames:v', '1', '-c:v', 'png', '-map_metadata', '-1'],
          // Not `image2`: it takes a `%d` in the name for a pattern.
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
        // Pictures of megabytes: the default would hold eight of them.
        ...['-thread_queue_size', '2'],
      ],
      source: pipeIn,
    },
  ];
}

function videoGraph({ file, size, box, background, posterFrame }: Composition): string {
  const { plan, source } = file;
  const picture =
    background === 'black'
      ? blackFrames(plan, size, standardYuv)
      : pictureFrames(file, size, standardYuv);
  const dim = background === 'dimmed' ? [dimmedYuv] : [];
  return [
    [picture, 'setpts=N', ...dim].join(','),
    '[picture];[1:v]setpts=N[drawing];',
    `[picture][drawing]overlay=x=${box.x}:y=${box.y}:format=yuv420:alpha=straight:shortest=1,`,
    // Back to where the picture stands against the sound.
    `settb=${plan.rate.den}/${plan.rate.num},setpts=N+${source.leadFrames},`,
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,',
    `split[out][shown];[shown]${posterFilters(posterFrame)}[poster]`,
  ].join('');
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

/** Endless; the drawing tells when to stop. The film itself is not even decoded. */
const blackFrames = ({ rate }: FramePlan, { width, height }: Size, format: FrameFormat): string =>
  `color=c=black:size=${width}x${height}:rate=${rateText(rate)},format=${format.layout}`;

const dimmedYuv = [
  `lutyuv=y=16+(val-16)*${dimming}`,
  `u=128+(val-128)*${dimming}`,
  `v=128+(val-128)*${dimming}`,
].join(':');

/** Sample rates that AAC has; what has another gets the last. */
const aacRatesHz = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

function soundOptions({ source: { audio } }: ProbedFile, sound: Sound): string[] {
  if (!audio || sound === 'none') return [];
  const map = ['-map', `0:${audio.index}`];
  if (sound === 'copy') return [...map, '-c:a', 'copy'];
  const { channels, sampleRateHz } = audio;
  return [
    ...map,
    ...['-c:a', 'aac', '-b:a', '128k'],
    // Said, so that it stays the same when the source changes them on the way.
    ...['-ac', String(Math.min(channels, 2))],
    ...['-ar', String(aacRatesHz.includes(sampleRateHz) ? sampleRateHz : aacRatesHz.at(-1))],
    // Silence where the source has a hole, so that what follows stays in time with the picture.
    ...['-af', 'aresample=async=1'],
  ];
}
