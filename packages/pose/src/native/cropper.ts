import { frameBytes, type YuvPixels } from '@dance-pose/contracts';
import type { RawFrame } from '../pose-engine.ts';
import { yuvFactors } from '../yuv.ts';
import { type CropStyle, crop, samplingGrid } from './crop.ts';
import { cropYuvCode } from './crop-yuv-code.ts';
import type { Roi } from './roi.ts';

/** Exports of assembly/crop-yuv.ts. */
interface CropYuv {
  readonly memory: WebAssembly.Memory;
  useFrame(at: number, width: number, height: number): void;
  useColours(zero: number, y: number, rv: number, gu: number, gv: number, bu: number): void;
  // biome-ignore format: one line, as in the source.
  crop(side: number, fromX: number, fromY: number, cos: number, sin: number, isBlack: boolean, levels: number, into: number): void;
}

const levelsAt = 0;
const resultAt = 256 * Float32Array.BYTES_PER_ELEMENT;
const pageBytes = 65_536;

let code: WebAssembly.Module | undefined;

/**
 * {@link crop} with a WebAssembly path for YUV 4:2:0, which yields the same result in a fifth of the time. Its memory
 * grows to the largest frame so far.
 */
export class Cropper {
  readonly #yuv: CropYuv;

  constructor() {
    code ??= new WebAssembly.Module(Buffer.from(cropYuvCode, 'base64'));
    this.#yuv = new WebAssembly.Instance(code).exports as CropYuv;
  }

  crop(frame: RawFrame, region: Roi, style: CropStyle, into: Float32Array): void {
    const { pixels } = frame;
    if (pixels.layout === 'rgba') crop(frame, region, style, into);
    else this.#cropYuv(frame, pixels, region, style, into);
  }

  #cropYuv(
    frame: RawFrame,
    pixels: YuvPixels,
    region: Roi,
    { side, levels, border }: CropStyle,
    into: Float32Array,
  ): void {
    if (side % 4 !== 0)
      throw new RangeError(`The side of a crop must be a multiple of 4, not ${side}`);
    const yuv = this.#yuv;
    const frameAt = resultAt + into.byteLength;
    const memory = this.#memoryOf(frameAt + frameBytes(frame, pixels) + frame.width);
    new Float32Array(memory, levelsAt, levels.length).set(levels);
    new Uint8Array(memory, frameAt).set(frame.data);
    const { zero, luma, redOfV, greenOfU, greenOfV, blueOfU } = yuvFactors(pixels);
    const { fromX, fromY, cos, sin } = samplingGrid(region, side);
    yuv.useFrame(frameAt, frame.width, frame.height);
    yuv.useColours(zero, luma, redOfV, greenOfU, greenOfV, blueOfU);
    yuv.crop(side, fromX, fromY, cos, sin, border === 'black', levelsAt, resultAt);
    into.set(new Float32Array(memory, resultAt, into.length));
  }

  #memoryOf(bytes: number): ArrayBuffer {
    const { memory } = this.#yuv;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return memory.buffer;
  }
}
