import type { Warning } from '@dance-pose/contracts';

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

  /** @param rgba one frame. */
  add(rgba: Uint8Array): void {
    for (let at = 0; at + 2 < rgba.length; at += 4 * samplingStep) {
      // Luma after BT.709, in whole numbers.
      const luma =
        (54 * (rgba[at] ?? 0) + 183 * (rgba[at + 1] ?? 0) + 19 * (rgba[at + 2] ?? 0)) >> 8;
      this.#counts[luma] = (this.#counts[luma] ?? 0) + 1;
      this.#samples += 1;
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
}

export function lightWarnings(light: PictureLight): Warning[] {
  if (light.highlights >= dark) return [];
  const message =
    'The picture is very dark: joints may be guessed rather than seen. Film with more light, from the front.';
  return [{ code: 'dark-picture', message }];
}
