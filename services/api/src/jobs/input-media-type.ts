import type { MediaInfo } from '@dance-pose/contracts';

/** By the first name that FFmpeg gives a container. */
const videoTypes: Readonly<Record<string, string>> = {
  mov: 'video/mp4',
  matroska: 'video/webm',
  avi: 'video/x-msvideo',
};

const imageTypes: Readonly<Record<string, string>> = {
  mjpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/**
 * As what a browser may take an uploaded file: one of a few kinds of media, by what the worker found in it,
 * and never what its sender says. Anything else is bytes, which no browser shows.
 */
export function inputMediaType(
  input: Pick<MediaInfo, 'kind' | 'container' | 'videoCodec'> | null,
): string {
  const unknown = 'application/octet-stream';
  if (input === null) return unknown;
  if (input.kind === 'image') return imageTypes[input.videoCodec] ?? unknown;
  return videoTypes[input.container.split(',')[0] ?? ''] ?? unknown;
}
