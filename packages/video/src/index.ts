import type { EncodeOptions, JobOptions, MediaLimits } from '@dance-pose/contracts';
import type { FramePlan, FrameRate, ProbedFile } from './probed-file.ts';

export type { FramePlan, FrameRate, ProbedFile };

export interface ProbeOptions {
  readonly fileName: string;
  readonly limits: MediaLimits;
  readonly trim?: JobOptions['trim'];
  readonly signal: AbortSignal;
}

export interface DecodeOptions {
  readonly signal: AbortSignal;
  readonly take: () => Uint8Array<ArrayBuffer>;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export type Background = 'original' | 'black' | 'dimmed';

export interface RenderImageRequest {
  readonly file: ProbedFile;
  readonly size: FrameSize;
  readonly overlay: AsyncIterable<Uint8Array>;
  readonly overlayPremultiplied: true;
  readonly background: Background;
  readonly outPath: string;
  readonly signal: AbortSignal;
}

export interface RenderRequest extends RenderImageRequest {
  readonly encode: EncodeOptions;
  readonly frameCount: number;
  readonly onFrame?: (framesDone: number) => void;
}

export interface PosterRequest {
  readonly fromPath: string;
  readonly atMs: number;
  readonly outPath: string;
  readonly signal: AbortSignal;
}

export declare function probeFile(path: string, options: ProbeOptions): Promise<ProbedFile>;
export declare function decodeFrames(
  file: ProbedFile,
  options: DecodeOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>>;
export declare function renderVideo(request: RenderRequest): Promise<void>;
export declare function renderImage(request: RenderImageRequest): Promise<void>;
export declare function extractPoster(request: PosterRequest): Promise<void>;
