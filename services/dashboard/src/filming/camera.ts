import { texts } from '../texts/texts.ts';

export interface Camera {
  readonly stream: MediaStream;
  /** All cameras; their names are known once one of them may be used. */
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
  readonly id: string;
  readonly heightPx: number;
  readonly fps: number;
  /** True if it looks at the person who holds the device: its picture is shown as in a mirror. */
  readonly facesUser: boolean;
}

/** Fast footwork is blurred at fewer frames a second. */
export const goodFps = 50;

/** Opens a camera, in the largest picture that it delivers at 60 frames a second. @throws DOMException */
export async function openCamera(id?: string): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      ...(id === undefined ? {} : { deviceId: { exact: id } }),
      ...{ frameRate: { ideal: 60 }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    },
    // Unprocessed audio: filters for speech remove beats.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new DOMException('no picture', 'NotFoundError');
  await preferRate(track);
  const { deviceId = '', height = 0, frameRate = 0, facingMode } = track.getSettings();
  return {
    ...{ stream, id: deviceId, heightPx: height, fps: Math.round(frameRate) },
    facesUser: facingMode !== 'environment',
    cameras: await listCameras(),
  };
}

/** A smaller picture, if the camera is faster in it: browsers prefer the size over the rate. */
async function preferRate(track: MediaStreamTrack): Promise<void> {
  const fastest = track.getCapabilities?.().frameRate?.max ?? 0;
  if ((track.getSettings().frameRate ?? 0) >= goodFps || fastest < goodFps) return;
  const wanted = { frameRate: { min: goodFps, ideal: 60 }, height: { ideal: 720 } };
  await track.applyConstraints(wanted).catch(() => {}); // It stays as it was opened.
}

async function listCameras(): Promise<Camera['cameras']> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, at) => ({
      id: deviceId,
      name: label || texts.filming.nthCamera(String(at + 1)),
    }));
}

export const closeCamera = ({ stream }: Camera): void => {
  for (const track of stream.getTracks()) track.stop();
};

export function cameraProblem(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return texts.filming.noPermission;
  return name === 'NotFoundError' ? texts.filming.noCamera : texts.filming.busy;
}
