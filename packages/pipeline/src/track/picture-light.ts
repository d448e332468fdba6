import type { Warning } from '@dance-pose/contracts';
import type { RawFrame } from '@dance-pose/pose';

/** Coprime to the widths of pictures, so that samples do not stand in columns. */
const samplingStep = 97;
/** The dancer, however small and however black the room, is more than this share of the picture. */
const brightestShare = 0.02;
/**
 * Of 255. A film in a dim studio in which the dancer is found in every frame reaches 61, clips in daylight 130
 * and more; black, as cameras store it, is 16 or less.
 */
const dark = 40;

/** How bright the frames of a clip are; each adds a fraction of a millisecond. */
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
      this.#count(pixels.fullRange ? luma : stretched(luma));
    }
  }

  /** The brightness, 0–255, that the brightest part of the picture has; a lit dancer in a dark room counts. */
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

/** After BT.709, in whole numbers. */
const lumaOf = (red: number, green: number, blue: number): number =>
  (54 * red + 183 * green + 19 * blue) >> 8;

/** From 16–235 to 0–255. */
const stretched = (luma: number): number =>
  Math.max(0, Math.min(255, Math.round(((luma - 16) * 255) / 219)));

export function lightWarnings(light: PictureLight): Warning[] {
  if (light.highlights >= dark) return [];
  const message =
    'The picture is very dark: joints may be guessed rather than seen. Film with more light, from the front.';
  return [{ code: 'dark-picture', message }];
}
