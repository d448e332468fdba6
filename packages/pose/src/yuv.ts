import type { YuvPixels } from '@dance-pose/contracts';
import type { RawFrame } from './pose-engine.ts';

/** What each byte of luma and chroma adds to red, green and blue; their sums are to be kept from 0 to 255. */
interface YuvTables {
  readonly luma: Int16Array;
  readonly redOfV: Int16Array;
  readonly greenOfU: Int16Array;
  readonly greenOfV: Int16Array;
  readonly blueOfU: Int16Array;
}

/** Shares of red and blue in luma: ITU-R BT.601 and BT.709, section "derivation of luminance signal". */
const lumaShares = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } };

const tables = new Map<string, YuvTables>();

/**
 * The numbers of FFmpeg (libswscale/yuv2rgb.c and its code for x86), to the bit: coefficients of 13 bits, each product
 * cut off before they are added. So a picture is the same whoever converts it.
 */
export function yuvTables({ matrix, fullRange }: YuvPixels): YuvTables {
  const name = `${matrix} ${fullRange}`;
  const known = tables.get(name);
  if (known !== undefined) return known;
  const { red, blue } = lumaShares[matrix];
  const green = 1 - red - blue;
  const chroma = (weight: number): Int16Array => {
    const limited = Math.round((weight * 65_536 * 255) / 224);
    const sixteenBits = fullRange ? Math.trunc((limited * 224) / 255) : limited;
    return products((sixteenBits + 4) >> 3, 128);
  };
  const made: YuvTables = {
    luma: fullRange ? products(8192, 0) : products(9539, 16),
    redOfV: chroma(2 * (1 - red)),
    greenOfU: chroma((-2 * (1 - blue) * blue) / green),
    greenOfV: chroma((-2 * (1 - red) * red) / green),
    blueOfU: chroma(2 * (1 - blue)),
  };
  tables.set(name, made);
  return made;
}

/** Of each byte, less what stands for nothing. */
const products = (coefficient: number, zero: number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, byte) => (8 * (byte - zero) * coefficient) >> 16);

/** Red, green and blue of a pixel within a frame, in one number, the least byte first. */
export type PixelReader = (x: number, y: number) => number;

export function pixelReader({ data, width, height, pixels }: RawFrame): PixelReader {
  if (pixels.layout === 'rgba') {
    return (x, y) => {
      const at = 4 * (y * width + x);
      return byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16);
    };
  }
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvTables(pixels);
  const planeU = width * height;
  const planeV = planeU + (planeU >> 2);
  return (x, y) => {
    const chroma = (y >> 1) * (width >> 1) + (x >> 1);
    const grey = entry(luma, byte(data, y * width + x));
    const u = byte(data, planeU + chroma);
    const v = byte(data, planeV + chroma);
    const red = toByte(grey + entry(redOfV, v));
    const green = toByte(grey + entry(greenOfU, u) + entry(greenOfV, v));
    return red | (green << 8) | (toByte(grey + entry(blueOfU, u)) << 16);
  };
}

/** The whole frame as RGBA, in memory of its own unless it is RGBA already. */
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

// Places are within their arrays: checked for each frame, not for each byte.
export const byte = (data: Uint8Array, at: number): number => data[at] as number;
export const entry = (table: Int16Array, at: number): number => table[at] as number;
export const toByte = (value: number): number => Math.max(0, Math.min(255, value));
