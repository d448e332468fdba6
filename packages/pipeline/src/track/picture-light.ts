import { type Warning, warn } from '@dance-pose/contracts';
import type { RawFrame } from '@dance-pose/pose';

/** Coprime to the widths of pictures, so that samples do not align in columns. */
const samplingStep = 97;
/** Any dancer, however small, covers more than this share of the picture, even in a black room. */
const brightestShare = 0.02;
/**
 * On a scale of 0–255. A clip from a dim studio in which the dancer is found in every frame reaches 61, clips in
 * daylight 130 and more; black, as cameras store it, is at most 16.
 */
const darkThreshold = 40;

/** Histogram of the brightness of a clip's frames; each takes a fraction of a millisecond. */
export class PictureLight {
  readonly #counts = new Uint32Array(256);
  #samples = 0;

  add({ data, width, height, pixels }: RawFrame): void {
    if (pixels.layout === 'rgba') {
      for (let at = 0; at + 2 < data.length; at += 4 * samplingStep) {
        this.#count(lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
      }
      return;
    }
    for (let at = 0; at < width * height; at += samplingStep) {
      const luma = data[at] ?? 0;
      this.#count(pixels.fullRange ? luma : toFullRange(luma));
    }
  }

  /** Brightness, 0–255, of the brightest part of the picture; so a lit dancer in a dark room counts as bright. */
  get highlights(): number {
    let brighter = 0;
    for (let luma = 255; luma > 0; luma--) {
      brighter += this.#counts[luma] ?? 0;
      if (brighter >= brightestShare * this.#samples) return luma;
    }
    return 0;
  }

  #count(luma: number): void {
    this.#counts[luma] = (this.#counts[luma] ?? 0) + 1;
    this.#samples += 1;
  }
}

/** Luma according to BT.709, in integers. */
const lumaOf = (red: number, green: number, blue: number): number =>
  (54 * red + 183 * green + 19 * blue) >> 8;

/** From 16–235 to 0–255. */
const toFullRange = (luma: number): number =>
  Math.max(0, Math.min(255, Math.round(((luma - 16) * 255) / 219)));

export function lightWarnings(light: PictureLight): Warning[] {
  if (light.highlights >= darkThreshold) return [];
  return [warn('dark-picture')];
}
