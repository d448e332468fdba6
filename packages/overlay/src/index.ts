export { beatMarks } from './beat-marks.ts';
export { poseConnections } from './body-parts.ts';
export type { PixelArea } from './canvas-area.ts';
export { centreMark, type MeasuredCentre } from './centre-marks.ts';
export { quietCorner } from './draw-beat.ts';
export { drawOverlay, type OverlayMarks, type OverlayRequest } from './draw-overlay.ts';
export { overlayAreas } from './overlay-areas.ts';
export type { OverlayContext } from './overlay-context.ts';
export { trailBefore } from './trail.ts';
