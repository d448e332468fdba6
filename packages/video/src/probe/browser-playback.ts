import type { MediaInfo } from '@dance-pose/contracts';

interface Playable {
  readonly video: readonly string[];
  readonly audio: readonly string[];
}

/** Codecs that Chromium, Firefox and WebKit all play, by FFmpeg's name of the container. */
const playable: Readonly<Record<string, Playable>> = {
  'mov,mp4,m4a,3gp,3g2,mj2': { video: ['h264'], audio: ['aac', 'mp3'] },
  // Matroska with these codecs is WebM.
  'matroska,webm': { video: ['vp8', 'vp9'], audio: ['opus', 'vorbis'] },
};

/** 8-bit 4:2:0: decoders in devices have no other. */
const playablePixels: readonly string[] = ['yuv420p', 'yuvj420p'];

/**
 * True if every browser plays the file as it is, with its sound, and shows frame `i` after `i / fps` seconds: not AVI,
 * HEVC or HDR, and no rate that varies.
 */
export function playsInBrowsers(media: MediaInfo): boolean {
  const { kind, container, videoCodec, pixelFormat, audio, variableFrameRate, hdr } = media;
  const codecs = playable[container];
  return (
    kind === 'video' &&
    codecs !== undefined &&
    codecs.video.includes(videoCodec) &&
    (audio === null || codecs.audio.includes(audio.codec)) &&
    playablePixels.includes(pixelFormat) &&
    !variableFrameRate &&
    !hdr
  );
}
