import type { PixelArea } from './canvas-area.ts';
import { drawOverlay, type OverlayRequest } from './draw-overlay.ts';
import type { OverlayContext } from './overlay-context.ts';

const leaveNoTrace = (): void => {};

const blankContext: OverlayContext = {
  globalAlpha: 1,
  lineWidth: 1,
  lineCap: '',
  lineJoin: '',
  font: '',
  textAlign: '',
  textBaseline: '',
  fillStyle: '',
  strokeStyle: '',
  save: leaveNoTrace,
  restore: leaveNoTrace,
  beginPath: leaveNoTrace,
  moveTo: leaveNoTrace,
  lineTo: leaveNoTrace,
  quadraticCurveTo: leaveNoTrace,
  arc: leaveNoTrace,
  fill: leaveNoTrace,
  stroke: leaveNoTrace,
  fillText: leaveNoTrace,
  strokeText: leaveNoTrace,
};

/** What {@link drawOverlay} would return, without drawing: a fifth of a millisecond for a dancer. */
export const overlayAreas = (request: OverlayRequest): PixelArea[] =>
  drawOverlay(blankContext, request);
