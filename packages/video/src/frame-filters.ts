import { type PictureColour, standardColour, toStandardColour } from './colour.ts';
import { framesPerSecond, rateText } from './frame-rate.ts';
import { swapsSides, uprightFilters } from './orientation.ts';
import {
  type FramePlan,
  type FrameRange,
  type FrameSize,
  type MediaSource,
  wholeClip,
} from './probed-file.ts';

/** RGBA for the pose engine, 8-bit BT.709 for the encoder, planar RGB for a PNG. */
export type FrameFormat = 'rgba' | 'yuv420p' | 'gbrp';

/**
 * The chain that makes the plan's frames out of the stored ones. Both passes use it, so frame `i` of one is
 * frame `i` of the other.
 */
export function frameFilters(
  source: MediaSource,
  plan: FramePlan,
  size: FrameSize,
  format: FrameFormat,
  range: FrameRange = wholeClip,
): string[] {
  const stored = swapsSides(source.orientation) ? { width: size.height, height: size.width } : size;
  const { colour } = source;
  return [
    ...constantRate(source, plan),
    // Before anything costs time: what is left out is only decoded.
    ...numbered(range),
    ...(colour.wideGamut ? [scaleTo(stored), ...toStandardColour(colour)] : []),
    `${scaleTo(stored)}:${colourOptions(colour.wideGamut ? standardColour : colour, format)}`,
    ...(colour.alpha && format !== 'yuv420p' ? onWhite : []),
    `format=${format}`,
    ...uprightFilters(source.orientation),
    'setsar=1',
    // HDR metadata, captions and stereo hints describe the stored picture, not this one.
    'sidedata=mode=delete',
  ];
}

/** Frames are repeated or left out on a grid that starts where the picture starts, never before. */
function constantRate(source: MediaSource, { rate, frameCount }: FramePlan): string[] {
  if (source.container.kind === 'image') return [];
  const start = source.leadFrames / framesPerSecond(rate);
  return [
    `fps=fps=${rateText(rate)}:start_time=${start.toFixed(6)}:round=near`,
    // The last frame before a cut may be nearer to the place behind it.
    ...(source.part ? [`trim=end_frame=${frameCount}`] : []),
  ];
}

function numbered({ first, end }: FrameRange): string[] {
  if (first === 0 && end === undefined) return [];
  const until = end === undefined ? '' : `:end_frame=${end}`;
  return [`trim=start_frame=${first}${until}`];
}

/** First in the chain: it takes frames of any size, should a stream change it, and gives one. */
const scaleTo = ({ width, height }: FrameSize): string => `scale=w=${width}:h=${height}`;

function colourOptions(colour: PictureColour, format: FrameFormat): string {
  const from =
    colour.matrix === null
      ? []
      : [`in_color_matrix=${colour.matrix}`, `in_range=${colour.fullRange ? 'pc' : 'tv'}`];
  const to = format === 'yuv420p' ? ['out_color_matrix=bt709', 'out_range=tv'] : ['out_range=pc'];
  return [...from, ...to].join(':');
}

/** A cut-out has arbitrary colours where it is transparent; viewers show it on white. */
const onWhite = ['format=gbrap', 'negate', 'premultiply=inplace=1', 'negate', 'format=gbrp'];
