import type { MediaInfo, Music, Warning } from '@dance-pose/contracts';
import type { ProbedFile } from '@dance-pose/video';

/**
 * Below this quick feet are smeared: indoors a camera at 30 a second exposes for most of a frame, in which a
 * kick of 6 m/s covers up to 20 cm.
 */
const sharpFps = 50;
/** Up to this a step or a turn of the head falls between two frames. */
const coarseFps = 20;
/** Of the shorter side. A dancer with room to move fills half of it: then as few as `person-small` has. */
const fewPixels = 240;

/**
 * What the user should know about a file, whoever dances in it.
 * @param heard what its sound was found to be.
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
      ? `Only ${rate} frames per second: quick moves fall between two frames, and what is measured of speed and timing is rough. Film at 60.`
      : `${rate} frames per second: fast footwork is blurred. Film at 60.`;
  return [{ code: 'low-frame-rate', message }];
}

function sizeWarnings({ width, height }: MediaInfo): Warning[] {
  if (Math.min(width, height) >= fewPixels) return [];
  const message = `The picture has only ${width}×${height} pixels: joints cannot be placed exactly. Film in 1080p, or send the original instead of a copy that a messenger made smaller.`;
  return [{ code: 'small-picture', message }];
}

function soundWarnings(file: ProbedFile, heard: Music['heard']): Warning[] {
  const { audio } = file.source;
  if (heard === 'silence') {
    const message =
      'The sound of this clip is silent throughout: movement cannot be compared with music. See whether the microphone was off or covered.';
    return [{ code: 'silent-sound', message }];
  }
  if (audio !== null) return reEncoding(file, audio);
  // A sound track that cannot be read was reported by the probe.
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
      ? 'because the clip was cut'
      : `because not every browser plays it as it was (${mediaInfo.audio?.codec})`;
  const mixed = channels > 2 ? `, and its ${channels} channels were mixed to two` : '';
  const message = `The sound was encoded anew, as AAC, ${reason}${mixed}.`;
  return [{ code: 'sound-re-encoded', message }];
}
