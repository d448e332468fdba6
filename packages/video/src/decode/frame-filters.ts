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

/** Pixel formats of the filter chain; planar RGB, for PNG, never leaves FFmpeg. */
export type FrameFormat = RgbaPixels | YuvPixels | { readonly layout: 'gbrp' };

/**
 * The filter chain that converts the stored frames to the plan's. Both passes use it, so frame `i` is the same in both.
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
    // Select the range before the expensive filters: skipped frames are only decoded.
    ...selectRange(range),
    ...(colour.wideGamut ? [scaleTo(stored), ...toStandardColour(colour)] : []),
    [scaleTo(stored), ...colourOptions(colour.wideGamut ? standardColour : colour, format)].join(
      ':',
    ),
    ...(colour.alpha && layout !== 'yuv420p' ? overWhite : []),
    `format=${layout}`,
    ...uprightFilters(source.orientation),
    'setsar=1',
    // HDR metadata, captions and stereo hints describe the stored picture, not this one.
    'sidedata=mode=delete',
  ];
}

/** Repeats or drops frames on a grid that starts with the picture. */
function constantRate(source: MediaSource, { rate, frameCount }: FramePlan): string[] {
  if (source.container.kind === 'image') return [];
  const start = source.leadFrames / framesPerSecond(rate);
  return [
    `fps=fps=${rateText(rate)}:start_time=${start.toFixed(6)}:round=near`,
    // The last frame before the cut may be nearer to the grid position after it.
    ...(source.part ? [`trim=end_frame=${frameCount}`] : []),
  ];
}

function selectRange({ first, end }: FrameRange): string[] {
  if (first === 0 && end === undefined) return [];
  const until = end === undefined ? '' : `:end_frame=${end}`;
  return [`trim=start_frame=${first}${until}`];
}

/** Scales frames of any size, even if it changes within the stream, to one size. */
const scaleTo = ({ width, height }: Size): string => `scale=w=${width}:h=${height}`;

/** Colour options of the `scale` filter; without any, it passes the colours through unchanged. */
function colourOptions(colour: PictureColour, format: FrameFormat): string[] {
  if (isStoredAs(colour, format)) return [];
  const from =
    colour.matrix === null
      ? []
      : [`in_color_matrix=${colour.matrix}`, `in_range=${colour.fullRange ? 'pc' : 'tv'}`];
  if (format.layout !== 'yuv420p') return [...from, 'out_range=pc'];
  const { matrix, fullRange } = format;
  return [...from, `out_color_matrix=${matrix}`, `out_range=${fullRange ? 'pc' : 'tv'}`];
}

function isStoredAs({ matrix, fullRange }: PictureColour, format: FrameFormat): boolean {
  return format.layout === 'yuv420p' && matrix === format.matrix && fullRange === format.fullRange;
}

/**
 * The pixel format that needs the least conversion from the stored one. For video that is YUV 4:2:0 (three eighths of
 * the bytes of RGBA) with the matrix and range of the file, if they are known.
 */
export function nearestPixels({ container, colour }: MediaSource): PixelFormat {
  const { matrix, fullRange, wideGamut, alpha } = colour;
  if (container.kind === 'image' || alpha || matrix === null) return rgbaPixels;
  const isKnown = wideGamut === null && (matrix === 'bt601' || matrix === 'bt709');
  return isKnown ? { layout: 'yuv420p', matrix, fullRange } : standardYuv;
}

/** Composites transparent pictures over white, as viewers do; the colour of transparent pixels is arbitrary. */
const overWhite = ['format=gbrap', 'negate', 'premultiply=inplace=1', 'negate', 'format=gbrp'];
