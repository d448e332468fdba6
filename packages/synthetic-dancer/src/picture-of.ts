import { rgbaPixels } from '@dance-pose/contracts';
import { createCanvas } from '@napi-rs/canvas';
import type { Dance } from './dance.ts';
import { drawFrame } from './draw-frame.ts';

/** One frame of the dance on a canvas of its own. */
export function pictureOf(dance: Dance, index: number) {
  const { width, height } = dance.size;
  const canvas = createCanvas(width, height);
  drawFrame(canvas.getContext('2d'), dance, index);
  return { data: new Uint8Array(canvas.data()), width, height, pixels: rgbaPixels };
}
