export type { Choreography, Key, Leap, Move } from './choreography.ts';
export { createDance, type Dance, type DanceOptions } from './dance.ts';
export { drawFrame } from './draw-frame.ts';
export { pictureOf } from './picture-of.ts';
export { type RenderDanceRequest, renderDance } from './render-dance.ts';
export type { TrueFrame } from './true-frame.ts';
