import type { MediaInfo, Music, Warning } from '@dance-pose/contracts';
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
  const rate = Number(fps.toFixed(1));
  const message =
    fps <= coarseFps
      ? `Only ${rate} frames per second: fast movements fall between two frames, and speed and timing are measured only roughly. Film at 60.`
      : `${rate} frames per second: fast footwork is blurred. Film at 60.`;
  return [{ code: 'low-frame-rate', message }];
}

function sizeWarnings({ width, height }: MediaInfo): Warning[] {
  if (Math.min(width, height) >= fewPixels) return [];
  const message = `The picture has only ${width}×${height} pixels: joints cannot be located precisely. Film in 1080p, or use the original instead of a copy that a messenger app has reduced.`;
  return [{ code: 'small-picture', message }];
}

function soundWarnings(file: ProbedFile, heard: Music['heard']): Warning[] {
  const { audio } = file.source;
  if (heard === 'silence') {
    const message =
      'The sound of this clip is silent throughout: movement cannot be compared with music. Check whether the microphone was off or covered.';
    return [{ code: 'silent-sound', message }];
  }
  if (audio !== null) return reEncoding(file, audio);
  // The probe has reported unreadable sound already.
  if (file.warnings.some(({ code }) => code === 'sound-unreadable')) return [];
  const message =
    'The clip has no sound: movement cannot be compared with music. Film with the music playing.';
  return [{ code: 'no-sound', message }];
}

function reEncoding(
  { mediaInfo, source }: ProbedFile,
  { copy, channels }: { readonly copy: boolean; readonly channels: number },
): Warning[] {
  if (copy) return [];
  const reason =
    mediaInfo.audio?.codec === 'aac' && source.part !== null
      ? 'because the clip was trimmed'
      : `because not every browser plays its format (${mediaInfo.audio?.codec})`;
  const mixed = channels > 2 ? `, and its ${channels} channels were mixed to two` : '';
  const message = `The sound was re-encoded as AAC ${reason}${mixed}.`;
  return [{ code: 'sound-re-encoded', message }];
}
