import { type MediaInfo, type Music, type Warning, warn } from '@dance-pose/contracts';
import type { ProbedFile } from '@dance-pose/video';

/**
 * Below this rate fast feet are blurred: indoors, a camera at 30 frames per second exposes for most of a frame, in
 * which a kick of 6 m/s covers up to 20 cm.
 */
const sharpFps = 50;
/** Up to this rate, a step or a turn of the head may happen between two frames. */
const coarseFps = 20;
/** Pixels of the shorter side. A dancer with room to move fills half of it, which is the limit of `person-small`. */
const fewPixels = 240;

/**
 * Warnings about a file that do not depend on the dancer.
 * @param heard result of the audio analysis.
 */
export function clipWarnings(file: ProbedFile, heard: Music['heard']): Warning[] {
  const { mediaInfo } = file;
  const isVideo = mediaInfo.kind === 'video';
  return [
    ...(isVideo && mediaInfo.frameCount > 1 ? rateWarnings(mediaInfo) : []),
    ...sizeWarnings(mediaInfo),
    ...(isVideo ? soundWarnings(file, heard) : []),
  ];
}

function rateWarnings({ fps }: MediaInfo): Warning[] {
  if (fps >= sharpFps) return [];
  return [warn('low-frame-rate', { fps, coarse: fps <= coarseFps })];
}

function sizeWarnings({ width, height }: MediaInfo): Warning[] {
  if (Math.min(width, height) >= fewPixels) return [];
  return [warn('small-picture', { width, height })];
}

function soundWarnings(file: ProbedFile, heard: Music['heard']): Warning[] {
  const { audio } = file.source;
  if (heard === 'silence') return [warn('silent-sound')];
  if (audio !== null) return reEncoding(file, audio);
  // The probe has reported unreadable sound already.
  if (file.warnings.some(({ code }) => code === 'sound-unreadable')) return [];
  return [warn('no-sound')];
}

function reEncoding(
  { mediaInfo, source }: ProbedFile,
  { copy, channels }: { readonly copy: boolean; readonly channels: number },
): Warning[] {
  if (copy) return [];
  const codec = mediaInfo.audio?.codec ?? 'unknown';
  const mixed = channels > 2 ? { channels } : {};
  return codec === 'aac' && source.part !== null
    ? [warn('sound-re-encoded', { because: 'trimmed', ...mixed })]
    : [warn('sound-re-encoded', { because: 'format', codec, ...mixed })];
}
