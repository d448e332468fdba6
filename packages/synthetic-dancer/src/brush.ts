import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Camera, type Pixel, pixelsPerMetre, project } from './camera.ts';
import { centreOf, type Section, skins } from './shape.ts';
import { add, type Rotation, rotate, type Vector } from './space.ts';
import { type Look, looks } from './wardrobe.ts';

export type Colour = readonly [red: number, green: number, blue: number];

const white: Colour = [255, 250, 240];
const dusk: Colour = [24, 18, 38];

/** Lightens a colour by a positive amount, darkens it by a negative one; 1 is white, −1 full shade. */
export function tint(colour: Colour, amount: number): Colour {
  const towards = amount > 0 ? white : dusk;
  const share = Math.abs(amount);
  const channel = (i: 0 | 1 | 2): number => colour[i] + (towards[i] - colour[i]) * share;
  return [channel(0), channel(1), channel(2)];
}

export const css = (colour: Colour, alpha = 1): string =>
  `rgba(${colour.map((channel) => Math.round(channel)).join(',')},${alpha})`;

/** Unit vector in the picture towards the light: above and to the left. */
const light: Pixel = [-0.6, -0.8];

/** Paints solid objects of the room as the camera sees them, lit from the upper left. */
export class Brush {
  readonly context: SKRSContext2D;
  readonly camera: Camera;
  readonly colours: (typeof looks)[Look];

  constructor(context: SKRSContext2D, { camera, look }: { camera: Camera; look: Look }) {
    this.context = context;
    this.camera = camera;
    this.colours = looks[look];
  }

  project(point: Vector): Pixel {
    return project(this.camera, point);
  }

  pixels(metres: number, at: Vector): number {
    return metres * pixelsPerMetre(this.camera, at);
  }

  ball(centre: Vector, radius: number): Section {
    const [x, y] = this.project(centre);
    const r = this.pixels(radius, centre);
    return Array.from({ length: cornersPerCircle }, (_, i): Pixel => {
      const angle = (i * 2 * Math.PI) / cornersPerCircle;
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    });
  }

  /** A horizontal slice through the trunk: an ellipse perpendicular to the vertical axis of its frame. */
  slice(centre: Vector, frame: Rotation, halfWidth: number, halfDepth: number): Section {
    return Array.from({ length: cornersPerCircle }, (_, i): Pixel => {
      const angle = (i * 2 * Math.PI) / cornersPerCircle;
      const offset: Vector = [halfWidth * Math.cos(angle), 0, halfDepth * Math.sin(angle)];
      return this.project(add(centre, rotate(frame, offset)));
    });
  }

  /**
   * Fills the outline around the sections, shaded from the light.
   * @param branches further sequences of sections that grow out of it and share its shading.
   */
  solid(
    sections: readonly Section[],
    colour: Colour,
    {
      contrast = 1,
      branches = [],
    }: { contrast?: number; branches?: readonly (readonly Section[])[] } = {},
  ): void {
    const { context } = this;
    context.beginPath();
    for (const outline of [sections, ...branches].flatMap(skins)) trace(context, outline);
    context.fillStyle = this.#shading(sections, colour, contrast);
    context.fill();
  }

  /** Hides the seam between two solids of one colour; the radius must stay within both. */
  blend(centre: Vector, radius: number, colour: Colour): void {
    const [x, y] = this.project(centre);
    const r = this.pixels(radius, centre);
    const patch = this.context.createRadialGradient(x, y, 0, x, y, r);
    patch.addColorStop(0, css(colour, 0.75));
    patch.addColorStop(0.5, css(colour, 0.5));
    patch.addColorStop(1, css(colour, 0));
    this.context.fillStyle = patch;
    this.context.fillRect(x - r, y - r, 2 * r, 2 * r);
  }

  /** A line through pixels. */
  line(pixels: readonly Pixel[], colour: string, width: number): void {
    const { context } = this;
    context.beginPath();
    pixels.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }

  area(pixels: readonly Pixel[], fill: string): void {
    this.context.beginPath();
    trace(this.context, pixels);
    this.context.fillStyle = fill;
    this.context.fill();
  }

  /** Gradient from the lit edge to the shaded edge, perpendicular to the line from the first section to the last. */
  #shading(sections: readonly Section[], colour: Colour, contrast: number): CanvasGradient {
    const first = centreOf(sections[0] ?? []);
    const last = centreOf(sections.at(-1) ?? []);
    const distance = Math.hypot(last[0] - first[0], last[1] - first[1]);
    const axis: Pixel =
      distance < 1
        ? [-light[1], light[0]]
        : [(last[0] - first[0]) / distance, (last[1] - first[1]) / distance];
    const normal: Pixel = [-axis[1], axis[0]];
    const exposure = normal[0] * light[0] + normal[1] * light[1];
    const side = exposure < 0 ? -1 : 1;
    const lit: Pixel = [normal[0] * side, normal[1] * side];
    const along = (pixel: Pixel): number => pixel[0] * lit[0] + pixel[1] * lit[1];
    const reaches = sections.flat().map(along);
    const [near, far] = [Math.max(...reaches), Math.min(...reaches)];
    const middle = along(first);
    const at = (reach: number): Pixel => [
      first[0] + lit[0] * (reach - middle),
      first[1] + lit[1] * (reach - middle),
    ];
    const gradient = this.context.createLinearGradient(...at(near), ...at(far));
    const strength = contrast * (0.55 + 0.45 * Math.abs(exposure));
    gradient.addColorStop(0, css(tint(colour, 0.1 * strength)));
    gradient.addColorStop(0.25, css(tint(colour, 0.16 * strength)));
    gradient.addColorStop(0.6, css(tint(colour, -0.06 * strength)));
    gradient.addColorStop(1, css(tint(colour, -0.42 * strength)));
    return gradient;
  }
}

type CanvasGradient = ReturnType<SKRSContext2D['createLinearGradient']>;

/** At the sizes drawn here, more corners look the same. */
const cornersPerCircle = 20;

function trace(context: SKRSContext2D, outline: readonly Pixel[]): void {
  outline.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
}
