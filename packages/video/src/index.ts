export { type DecodeOptions, decodeFrames } from './decode-frames.ts';
export type { FrameRate } from './frame-rate.ts';
export { extractPoster, type PosterRequest } from './poster.ts';
export { type ProbeOptions, probeFile } from './probe-file.ts';
export type { FramePlan, FrameSize, ProbedFile } from './probed-file.ts';
export { type RenderImageRequest, renderImage } from './render-image.ts';
export type { Background } from './render-task.ts';
export { type RenderRequest, renderVideo } from './render-video.ts';
