import type { YuvPixels } from '@dance-pose/contracts';
import type { RawFrame } from './pose-engine.ts';

/** Contributions to red, green and blue of luma (minus that of black) and chroma (minus 128), in 65,536ths. */
interface YuvFactors {
  /** Luma of black. */
  readonly zero: number;
  readonly luma: number;
  readonly redOfV: number;
  readonly greenOfU: number;
  readonly greenOfV: number;
  readonly blueOfU: number;
}

/** Weights of red and blue in luma: ITU-R BT.601 and BT.709, section "derivation of luminance signal". */
const lumaShares = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } };

/**
 * FFmpeg's factors (libswscale/yuv2rgb.c and its x86 code), bit-identical: 13-bit coefficients, each product truncated
 * before the sum, and the sums clamped to 0–255. So a picture is the same whether FFmpeg or this code converts it.
 */
export function yuvFactors({ matrix, fullRange }: YuvPixels): YuvFactors {
  const { red, blue } = lumaShares[matrix];
  const green = 1 - red - blue;
  const chroma = (weight: number): number => {
    const limited = Math.round((weight * 65_536 * 255) / 224);
    const sixteenBits = fullRange ? Math.trunc((limited * 224) / 255) : limited;
    return 8 * ((sixteenBits + 4) >> 3);
  };
  return {
    zero: fullRange ? 0 : 16,
    luma: 8 * (fullRange ? 8192 : 9539),
    redOfV: chroma(2 * (1 - red)),
    greenOfU: chroma((-2 * (1 - blue) * blue) / green),
    greenOfV: chroma((-2 * (1 - red) * red) / green),
    blueOfU: chroma(2 * (1 - blue)),
  };
}

/** Red, green and blue of a pixel within a frame, packed into one number with red in the lowest byte. */
export type PixelReader = (x: number, y: number) => number;

export function pixelReader({ data, width, height, pixels }: RawFrame): PixelReader {
  if (pixels.layout === 'rgba') {
    return (x, y) => {
      const at = 4 * (y * width + x);
      return byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16);
    };
  }
  const { zero, luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvFactors(pixels);
  const planeU = width * height;
  const planeV = planeU + (planeU >> 2);
  return (x, y) => {
    const chroma = (y >> 1) * (width >> 1) + (x >> 1);
    const grey = ((byte(data, y * width + x) - zero) * luma) >> 16;
    const u = byte(data, planeU + chroma) - 128;
    const v = byte(data, planeV + chroma) - 128;
    const red = toByte(grey + ((v * redOfV) >> 16));
    const green = toByte(grey + ((u * greenOfU) >> 16) + ((v * greenOfV) >> 16));
    return red | (green << 8) | (toByte(grey + ((u * blueOfU) >> 16)) << 16);
  };
}

/** Converts the whole frame to RGBA, in new memory unless it is RGBA already. */
export function toRgba(frame: RawFrame): Uint8Array {
  const { data, width, height, pixels } = frame;
  if (pixels.layout === 'rgba') return data;
  const read = pixelReader(frame);
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const pixel = read(x, y);
      rgba[at] = pixel & 255;
      rgba[at + 1] = (pixel >> 8) & 255;
      rgba[at + 2] = pixel >> 16;
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}

// Indices are within the array: this is checked per frame, not per byte.
const byte = (data: Uint8Array, at: number): number => data[at] as number;
const toByte = (value: number): number => Math.max(0, Math.min(255, value));
