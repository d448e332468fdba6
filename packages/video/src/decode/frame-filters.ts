import {
  type PixelFormat,
  type RgbaPixels,
  rgbaPixels,
  type Size,
  standardYuv,
  type YuvPixels,
} from '@dance-pose/contracts';
import { type PictureColour, standardColour, toStandardColour } from '../probe/colour.ts';
import { framesPerSecond, rateText } from '../probe/frame-rate.ts';
import { swapsSides, uprightFilters } from '../probe/orientation.ts';
import {
  type FramePlan,
  type FrameRange,
  type MediaSource,
  wholeClip,
} from '../probe/probed-file.ts';

/** Of pictures that stay within FFmpeg as well: planar RGB for a PNG. */
export type FrameFormat = RgbaPixels | YuvPixels | { readonly layout: 'gbrp' };

/**
 * The chain that makes the plan's frames out of the stored ones. Both passes use it, so frame `i` of one is
 * frame `i` of the other.
 */
export function frameFilters(
  source: MediaSource,
  plan: FramePlan,
  size: Size,
  format: FrameFormat,
  range: FrameRange = wholeClip,
): string[] {
  const stored = swapsSides(source.orientation) ? { width: size.height, height: size.width } : size;
  const { colour } = source;
  const { layout } = format;
  return [
    ...constantRate(source, plan),
    // Before anything costs time: what is left out is only decoded.
    ...numbered(range),
    ...(colour.wideGamut ? [scaleTo(stored), ...toStandardColour(colour)] : []),
    [scaleTo(stored), ...colourOptions(colour.wideGamut ? standardColour : colour, format)].join(
      ':',
    ),
    ...(colour.alpha && layout !== 'yuv420p' ? onWhite : []),
    `format=${layout}`,
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
const scaleTo = ({ width, height }: Size): string => `scale=w=${width}:h=${height}`;

/** Of the `scale` filter, which hands a picture on as it is when it is not told anything. */
function colourOptions(colour: PictureColour, format: FrameFormat): string[] {
  if (isStoredSo(colour, format)) return [];
  const from =
    colour.matrix === null
      ? []
      : [`in_color_matrix=${colour.matrix}`, `in_range=${colour.fullRange ? 'pc' : 'tv'}`];
  if (format.layout !== 'yuv420p') return [...from, 'out_range=pc'];
  const { matrix, fullRange } = format;
  return [...from, `out_color_matrix=${matrix}`, `out_range=${fullRange ? 'pc' : 'tv'}`];
}

function isStoredSo({ matrix, fullRange }: PictureColour, format: FrameFormat): boolean {
  return format.layout === 'yuv420p' && matrix === format.matrix && fullRange === format.fullRange;
}

/**
 * The pixels that need the least to be made of what is stored, for whoever looks at the frames: a film's own,
 * three eighths of the bytes of RGBA, as far as they are told what its colours mean.
 */
export function nearestPixels({ container, colour }: MediaSource): PixelFormat {
  const { matrix, fullRange, wideGamut, alpha } = colour;
  if (container.kind === 'image' || alpha || matrix === null) return rgbaPixels;
  const isKnown = wideGamut === null && (matrix === 'bt601' || matrix === 'bt709');
  return isKnown ? { layout: 'yuv420p', matrix, fullRange } : standardYuv;
}

/** A cut-out has arbitrary colours where it is transparent; viewers show it on white. */
const onWhite = ['format=gbrap', 'negate', 'premultiply=inplace=1', 'negate', 'format=gbrp'];
