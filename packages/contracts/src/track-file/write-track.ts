import { landmarkCount } from '../landmarks.ts';
import {
  at,
  flag,
  pictureStep,
  type TrackFrame,
  type TrackHeader,
  type TrackPoint,
  trackFrameBytes,
  trackHeaderBytes,
  trackMagic,
  trackVersion,
  worldStep,
} from './track-layout.ts';

/** The header of `track.bin`; the records of its frames follow, see {@link trackFrameRecord}. */
export function trackHeader({ width, height, fps, frameCount }: TrackHeader): Uint8Array {
  const view = new DataView(new ArrayBuffer(trackHeaderBytes));
  view.setUint32(0, trackMagic);
  view.setUint16(4, trackVersion, true);
  view.setUint16(6, trackFrameBytes, true);
  view.setUint32(8, width, true);
  view.setUint32(12, height, true);
  view.setUint32(16, frameCount, true);
  view.setFloat64(24, fps, true);
  return new Uint8Array(view.buffer);
}

/** The record of a frame. Positions beyond half a picture outside of it are moved to that distance. */
export function trackFrameRecord(header: TrackHeader, frame: TrackFrame): Uint8Array {
  const view = new DataView(new ArrayBuffer(trackFrameBytes));
  const { landmarks, world, centre } = frame;
  const hasPerson = landmarks !== null && world !== null;
  view.setUint8(at.flags, (hasPerson ? flag.person : 0) | (centre === null ? 0 : flag.centre));
  const putPoint = (offset: number, { x, y }: TrackPoint): void => {
    const step = pictureStep(header);
    view.setInt16(offset, inSteps(x - header.width / 2, step), true);
    view.setInt16(offset + 2, inSteps(y - header.height / 2, step), true);
  };
  if (centre !== null) putPoint(at.centre, centre);
  if (!hasPerson) return new Uint8Array(view.buffer);
  requireAll(landmarks);
  requireAll(world);
  for (const [id, landmark] of landmarks.entries()) {
    putPoint(at.points + id * 4, landmark);
    const visibility = Math.min(Math.max(landmark.visibility, 0), 1);
    view.setUint8(at.visibility + id, Math.round(visibility * 255));
  }
  for (const [id, { x, y, z }] of world.entries()) {
    for (const [axis, value] of [x, y, z].entries()) {
      view.setInt16(at.world + id * 6 + axis * 2, inSteps(value, worldStep), true);
    }
  }
  return new Uint8Array(view.buffer);
}

const inSteps = (value: number, step: number): number =>
  Math.min(Math.max(Math.round(value / step), -32_767), 32_767);

function requireAll({ length }: { readonly length: number }): void {
  if (length !== landmarkCount) {
    throw new RangeError(`A frame has ${landmarkCount} landmarks, but this one has ${length}`);
  }
}
