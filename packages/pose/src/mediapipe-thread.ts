import { workerData } from 'node:worker_threads';
import type { Landmark, WorldLandmark } from '@dance-pose/contracts';
import type { PoseLandmarker, PoseLandmarkerResult } from '@mediapipe/tasks-vision';
import { serveOwner, type ThreadStart } from './engine-thread.ts';
import type { DetectedPose } from './pose-engine.ts';
import { readPresences } from './presence.ts';
import { installWebGlShim } from './webgl-shim.ts';
import { toRgba } from './yuv.ts';

/** Start data of a session's thread. */
export interface MediaPipeStart extends ThreadStart {
  readonly runtime: WebAssembly.Module;
}

/** The parts of MediaPipe's (Emscripten's) module object that are used here. */
interface WasmModule {
  /** Replaces reading and compiling the `.wasm` file. */
  instantiateWasm(imports: object, receive: (instance: WebAssembly.Instance) => void): void;
  /** Listeners for the packets of an output stream, by stream name; MediaPipe adds them when it builds its graph. */
  simpleListeners?: Record<string, PacketListener>;
}
/** Called once for each packet of a vector, then once with `isEnd`. */
type PacketListener = (packet: Uint8Array, isEnd: boolean, timeMs: number) => void;
const landmarkStream = 'normalized_landmarks';

async function openLandmarker(start: MediaPipeStart, wasm: WasmModule): Promise<PoseLandmarker> {
  installWebGlShim();
  // MediaPipe uses the WASM module in this global if there is one; otherwise it creates its own.
  Object.assign(globalThis, { Module: wasm });
  const { FilesetResolver, PoseLandmarker } = await import('@mediapipe/tasks-vision');
  const loader = import.meta.resolve('@mediapipe/tasks-vision/vision_wasm_module_internal.js');
  const { settings } = start;
  return await PoseLandmarker.createFromOptions(
    await FilesetResolver.forVisionTasks(new URL('.', loader).href.slice(0, -1), true),
    {
      baseOptions: { modelAssetBuffer: start.bundle, delegate: 'CPU' },
      runningMode: settings.mode === 'video' ? 'VIDEO' : 'IMAGE',
      numPoses: 1,
      minPoseDetectionConfidence: settings.minDetectionConfidence,
      minPosePresenceConfidence: settings.minPresenceConfidence,
      minTrackingConfidence: settings.minTrackingConfidence,
      outputSegmentationMasks: false,
    },
  );
}

/** Collects the presences of each person; the returned function takes those of the last picture. */
function collectPresences(wasm: WasmModule): () => number[][] {
  const listeners = wasm.simpleListeners ?? {};
  const forward = listeners[landmarkStream];
  if (forward === undefined) throw new Error('MediaPipe has no landmark stream.');
  let collected: number[][] = [];
  listeners[landmarkStream] = (packet, isEnd, timeMs) => {
    if (!isEnd) collected.push(readPresences(packet));
    forward(packet, isEnd, timeMs);
  };
  return () => {
    const presences = collected;
    collected = [];
    return presences;
  };
}

function toPoses(result: PoseLandmarkerResult, presences: number[][]): DetectedPose[] {
  return result.landmarks.map((points, person) => {
    const world = result.worldLandmarks[person];
    const presence = presences[person];
    if (world === undefined || presence?.length !== points.length) {
      throw new Error('MediaPipe returned a person without world landmarks or presences.');
    }
    return {
      landmarks: points.map(
        ({ x, y, z, visibility }, id): Landmark => [x, y, z, visibility, presence[id] as number],
      ),
      world: world.map(({ x, y, z }): WorldLandmark => [x, y, z]),
    };
  });
}

/** MediaPipe's smoothing uses fractions of a millisecond, but two frames must not share a whole millisecond. */
function engineClock(): (timeMs: number) => number {
  let last = -1;
  return (timeMs) => {
    last = Math.max(timeMs, Math.floor(last) + 1);
    return last;
  };
}

async function main(): Promise<void> {
  const start = workerData as MediaPipeStart;
  const wasm: WasmModule = {
    async instantiateWasm(imports, receive) {
      receive(await WebAssembly.instantiate(start.runtime, imports));
    },
  };
  const landmarker = await openLandmarker(start, wasm);
  const takePresences = collectPresences(wasm);
  const engineTime = engineClock();
  serveOwner(({ frame, timeMs }) => {
    const { width, height } = frame;
    const picture = { data: toRgba(frame), width, height };
    const result =
      start.settings.mode === 'video'
        ? landmarker.detectForVideo(picture, engineTime(timeMs))
        : landmarker.detect(picture);
    return { poses: toPoses(result, takePresences()) };
  });
}

await main();
