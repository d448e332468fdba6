export { poseConnections } from './body-parts.ts';
export { drawOverlay, type OverlayRequest } from './draw-overlay.ts';
export type { OverlayContext } from './overlay-context.ts';
export type { PixelArea } from './pen.ts';
