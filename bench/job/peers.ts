import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultMediaLimits } from '@dance-pose/contracts';
import { probeFile } from '@dance-pose/video';
import { timed, type Usage } from './timed.ts';

/** One program, or part of one, that is measured. */
export interface Peer {
  readonly name: string;
  /** True if it is part of the floor: work that every program must do. */
  readonly isFloor: boolean;
  run(): Promise<PeerRun>;
}

export interface PeerRun extends Omit<Usage, 'stdout'> {
  readonly engine: string;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface PeerOptions {
  readonly clip: string;
  readonly model: string;
  /** Model bundle with the same networks. */
  readonly modelPath: string;
  /** Empty folder for the peers' output. */
  readonly folder: string;
  /** Python with the packages `mediapipe` and `opencv-python-headless`. */
  readonly python: string;
}

/** Our pipeline, without queue and store; compiled, as in the worker's image. */
export function ours(engine: string, threads: number, options: PeerOptions): Peer {
  const { clip, model, folder } = options;
  return {
    isFloor: false,
    name: `ours, ${engine}, ${threads} engine thread${threads === 1 ? '' : 's'}`,
    async run() {
      const out = await mkdtemp(join(folder, 'ours-'));
      const script = join(import.meta.dirname, 'ours.ts');
      const args = [engine, model, String(threads), clip, out];
      return toRun(await timed([process.execPath, script, ...args]));
    },
  };
}

/** Pipeline of the original Python app. */
export function original({ clip, modelPath, folder, python }: PeerOptions): Peer {
  return {
    name: 'the original’s pipeline',
    isFloor: false,
    async run() {
      const script = join(import.meta.dirname, '..', 'original', 'original.py');
      const usage = await timed([python, script, modelPath, clip, join(folder, 'original.mp4')]);
      return { ...toRun(usage), engine: 'MediaPipe for Python' };
    },
  };
}

/** FFmpeg alone with our decoding and encoding settings, drawing nothing: one half of the floor. */
export function transcode({ clip, folder }: PeerOptions): Peer {
  const encoding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'];
  const out = ['-c:a', 'copy', '-movflags', '+faststart', join(folder, 'floor.mp4')];
  return {
    name: 'a plain transcode',
    isFloor: true,
    async run() {
      const usage = await timed(['ffmpeg', '-v', 'error', '-y', '-i', clip, ...encoding, ...out]);
      return { ...usage, engine: '–', seconds: { transcode: usage.wallSeconds } };
    },
  };
}

/** The landmark network alone, once per frame, on one thread: the other half of the floor. */
export function network({ clip, modelPath }: PeerOptions): Peer {
  const sampledRuns = 150;
  return {
    name: 'the bare network, one thread',
    isFloor: true,
    async run() {
      const script = join(import.meta.dirname, 'bare-network.ts');
      const own = [process.execPath, '--conditions=@dance-pose/source', script, modelPath];
      const { peakMb, stdout } = await timed([...own, String(sampledRuns)]);
      const { runMs } = JSON.parse(stdout) as { runMs: number };
      const seconds = (runMs * (await frameCountOf(clip))) / 1000;
      return {
        ...{ wallSeconds: seconds, cpuSeconds: seconds, peakMb, engine: 'ONNX Runtime' },
        seconds: { network: seconds },
      };
    },
  };
}

function toRun({ stdout, ...usage }: Usage): PeerRun {
  const output = JSON.parse(stdout) as { engine?: string; seconds: Record<string, number> };
  return { ...usage, engine: output.engine ?? '', seconds: output.seconds };
}

/** Number of frames of a clip that are analysed. */
export async function frameCountOf(clip: string): Promise<number> {
  const signal = new AbortController().signal;
  const { plan } = await probeFile(clip, { fileName: clip, limits: defaultMediaLimits, signal });
  return plan.frameCount;
}
