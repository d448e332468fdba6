import { frameBytes, rgbaPixels, standardYuv } from '@dance-pose/contracts';
import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import type { RawFrame } from '../pose-engine.ts';

/** A reusable picture: each call returns a copy in its own memory. */
export type Picture = () => RawFrame;

/** The goldens were made from libjpeg-turbo's pixels; this decoder gives the same ones, FFmpeg's does not. */
export async function decodePicture(path: string): Promise<Picture> {
  const image: Image = await loadImage(path);
  return paint(image.width, image.height, (context) => context.drawImage(image, 0, 0));
}

type Point = readonly [x: number, y: number];

/** Joints of `standingFigure`, in pixels by landmark id; the figure faces the camera. */
export const figureJoints: Readonly<Record<number, Point>> = {
  11: [300, 250],
  12: [180, 250],
  13: [345, 340],
  14: [135, 340],
  15: [370, 430],
  16: [110, 430],
  23: [275, 460],
  24: [205, 460],
  25: [290, 600],
  26: [190, 600],
  27: [300, 740],
  28: [180, 740],
};

/** A flat figure that every model detects as a person. */
export const standingFigure: Picture = paint(480, 854, (context) => {
  rectangle(context, '#d8d4cc', 0, 0, 480, 700);
  rectangle(context, '#8a7f70', 0, 700, 480, 154);
  const [skin, shirt, trousers, dark] = ['#c68d6a', '#8c2f39', '#2f3e5c', '#2a221c'];
  for (const arm of [
    [11, 13, 15],
    [12, 14, 16],
  ])
    limb(context, skin, 30, arm);
  for (const leg of [
    [23, 25, 27],
    [24, 26, 28],
  ])
    limb(context, trousers, 46, leg);
  limb(context, shirt, 44, [11, 12, 24, 23, 11]);
  rectangle(context, shirt, 205, 250, 70, 210);
  rectangle(context, skin, 222, 185, 36, 60);
  ellipse(context, dark, [240, 140], 50, 58);
  ellipse(context, skin, [240, 155], 44, 52);
  for (const eye of [224, 256]) ellipse(context, dark, [eye, 146], 5, 5);
  rectangle(context, dark, 226, 178, 28, 5);
  for (const foot of [310, 170]) ellipse(context, dark, [foot, 760], 30, 15);
});

/** Converts a picture to YUV 4:2:0, roughly: the chroma of four pixels is that of the first. */
export function toYuv({ data, width, height }: RawFrame): Picture {
  const planeU = width * height;
  const stored = new Uint8Array(frameBytes({ width, height }, standardYuv));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red = 0, green = 0, blue = 0] = data.subarray(4 * (y * width + x));
      const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      const chroma = (y >> 1) * (width >> 1) + (x >> 1);
      stored[y * width + x] = 16 + (grey * 219) / 255;
      if (x % 2 === 1 || y % 2 === 1) continue;
      stored[planeU + chroma] = 128 + ((blue - grey) * 224) / 255 / 1.8556;
      stored[(planeU * 5) / 4 + chroma] = 128 + ((red - grey) * 224) / 255 / 1.5748;
    }
  }
  return () => ({ data: stored.slice(), width, height, pixels: standardYuv });
}

/** The same figure, a tenth of the picture further left. */
export const movedFigure: Picture = () => {
  const frame = standingFigure();
  frame.data.copyWithin(0, 48 * 4);
  return frame;
};

function paint(width: number, height: number, draw: (context: SKRSContext2D) => void): Picture {
  const context = createCanvas(width, height).getContext('2d');
  draw(context);
  const { data } = context.getImageData(0, 0, width, height);
  return () => ({ data: new Uint8Array(data), width, height, pixels: rgbaPixels });
}

function rectangle(
  context: SKRSContext2D,
  colour: string,
  ...box: [number, number, number, number]
) {
  context.fillStyle = colour;
  context.fillRect(...box);
}

function ellipse(context: SKRSContext2D, colour: string, [x, y]: Point, rx: number, ry: number) {
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  context.fill();
}

function limb(context: SKRSContext2D, colour: string, width: number, joints: readonly number[]) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const joint of joints) context.lineTo(...(figureJoints[joint] as Point));
  context.stroke();
}
