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

/**
 * Reads the header of `track.bin` from its first {@link trackHeaderBytes} bytes or more.
 * @throws Error if they are no such header, or one of an unknown version.
 */
export function readTrackHeader(bytes: Uint8Array): TrackHeader {
  if (bytes.length < trackHeaderBytes) throw damaged(`its header has only ${bytes.length} bytes`);
  const view = viewOf(bytes);
  if (view.getUint32(0) !== trackMagic) throw damaged('it does not start with "DPAT"');
  const version = view.getUint16(4, true);
  if (version !== trackVersion) throw damaged(`version ${version} is unknown`);
  const frameBytes = view.getUint16(6, true);
  if (frameBytes !== trackFrameBytes) throw damaged(`its frames have ${frameBytes} bytes`);
  const [width, height] = [view.getUint32(8, true), view.getUint32(12, true)];
  const [frameCount, fps] = [view.getUint32(16, true), view.getFloat64(24, true)];
  if (width === 0 || height === 0) throw damaged(`its picture has ${width} × ${height} pixels`);
  if (!(fps > 0 && fps < Number.POSITIVE_INFINITY)) throw damaged(`it has ${fps} frames a second`);
  return { width, height, fps, frameCount };
}

/** First and last byte of the frames from `from` on, at most `count`, as HTTP Range counts them. */
export function trackByteRange(
  { frameCount }: TrackHeader,
  from: number,
  count: number,
): { readonly first: number; readonly last: number } {
  const end = Math.min(from + count, frameCount);
  const first = trackHeaderBytes + from * trackFrameBytes;
  return { first, last: trackHeaderBytes + end * trackFrameBytes - 1 };
}

/**
 * Reads frames of `track.bin`, at most `count`, fewer at its end. `bytes` is the whole file, or only the bytes of
 * {@link trackByteRange}.
 * @throws Error if `bytes` has another length than one of the two.
 */
export function readTrackFrames(
  bytes: Uint8Array,
  header: TrackHeader,
  from: number,
  count: number,
): TrackFrame[] {
  const { first, last } = trackByteRange(header, from, count);
  const length = Math.max(last + 1 - first, 0);
  const isWhole = bytes.length === trackHeaderBytes + header.frameCount * trackFrameBytes;
  if (!isWhole && bytes.length !== length) {
    throw damaged(`frames ${from} to ${from + count - 1} have ${bytes.length} of ${length} bytes`);
  }
  const view = viewOf(isWhole ? bytes.subarray(first, last + 1) : bytes);
  return Array.from({ length: length / trackFrameBytes }, (_, index) =>
    readFrame(view, header, index * trackFrameBytes),
  );
}

function readFrame(view: DataView, header: TrackHeader, start: number): TrackFrame {
  const step = pictureStep(header);
  const point = (offset: number): TrackPoint => ({
    x: header.width / 2 + view.getInt16(start + offset, true) * step,
    y: header.height / 2 + view.getInt16(start + offset + 2, true) * step,
  });
  const metres = (offset: number): number => view.getInt16(start + offset, true) * worldStep;
  const flags = view.getUint8(start + at.flags);
  const centre = flags & flag.centre ? point(at.centre) : null;
  if (!(flags & flag.person)) return { landmarks: null, world: null, centre };
  const ids = Array.from({ length: landmarkCount }, (_, id) => id);
  return {
    landmarks: ids.map((id) => {
      const visibility = view.getUint8(start + at.visibility + id) / 255;
      return { ...point(at.points + id * 4), visibility };
    }),
    world: ids.map((id) => {
      const offset = at.world + id * 6;
      return { x: metres(offset), y: metres(offset + 2), z: metres(offset + 4) };
    }),
    centre,
  };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const damaged = (why: string): Error => new Error(`track.bin cannot be read: ${why}`);
