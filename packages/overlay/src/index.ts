export { poseConnections } from './body-parts.ts';
export type { PixelArea } from './canvas-area.ts';
export { type BeatMark, type Corner, quietCorner } from './draw-beat.ts';
export type { CentreMark } from './draw-centre.ts';
export { drawOverlay, type OverlayMarks, type OverlayRequest } from './draw-overlay.ts';
export { overlayAreas } from './overlay-areas.ts';
export type { OverlayContext } from './overlay-context.ts';
