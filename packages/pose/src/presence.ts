// MediaPipe computes a presence for every landmark, but its JavaScript result omits it. It is in the packet that the
// result is made from, a NormalizedLandmarkList in Protocol Buffers' wire format: each landmark is a message (field 1)
// of up to five floats, and the fifth is the presence.
// Source: mediapipe/framework/formats/landmark.proto.
const landmarkTag = (1 << 3) | 2;
const presenceTag = (5 << 3) | 5;
const floatWireType = 5;
const floatFieldBytes = 1 + Float32Array.BYTES_PER_ELEMENT;

/** Reads the presence in `[0,1]` of each landmark of a serialised `NormalizedLandmarkList`. */
export function readPresences(packet: Uint8Array): number[] {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const presences: number[] = [];
  let at = 0;
  while (at < view.byteLength) {
    const [tag, length] = [view.getUint8(at), view.getUint8(at + 1)];
    if (tag !== landmarkTag || length % floatFieldBytes !== 0) throw unexpected(at);
    at += 2;
    let presence = 0;
    for (const end = at + length; at < end; at += floatFieldBytes) {
      const field = view.getUint8(at);
      if ((field & 7) !== floatWireType) throw unexpected(at);
      if (field === presenceTag) presence = view.getFloat32(at + 1, true);
    }
    presences.push(presence);
  }
  return presences;
}

function unexpected(at: number): Error {
  return new Error(`MediaPipe's landmark packet is invalid at byte ${at}.`);
}
