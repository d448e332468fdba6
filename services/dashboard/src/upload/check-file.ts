import { inBytes } from '../shared/words.ts';

/** As the service's own limits are by default; the service has the last word. */
export interface FileLimits {
  readonly maxBytes: number;
  readonly maxSeconds: number;
}

export const usualLimits: FileLimits = { maxBytes: 2 * 1024 ** 3, maxSeconds: 15 * 60 };

const names = /\.(mp4|m4v|mov|webm|mkv|avi|jpe?g|png|webp)$/i;
const hopeless = /^(text|application\/(pdf|zip|msword|vnd\.)|audio)\b/;

/** Why the file would be refused, as far as a name and a size can tell; undefined when it may well be taken. */
export function objectionTo(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  { maxBytes }: FileLimits = usualLimits,
): string | undefined {
  if (size === 0) return 'The file is empty.';
  if (size > maxBytes) {
    return `The file has ${inBytes(size)}; at most ${inBytes(maxBytes)} can be sent. Cut it, or save it smaller.`;
  }
  const isMedia = /^(video|image)\//.test(type) || names.test(name);
  if (hopeless.test(type) || !isMedia) {
    return 'This is not a video or a photo. MP4, MOV, WebM, MKV, AVI, JPEG, PNG and WebP are understood.';
  }
  if (/^image\/(gif|svg|heic|heif|tiff)/.test(type)) {
    return `Photos of the kind ${type.slice('image/'.length).toUpperCase()} are not understood. Save it as JPEG.`;
  }
  return undefined;
}

/** Why a clip is too long, as soon as the browser knows how long it is; undefined when it cannot play it. */
export async function lengthObjectionTo(
  file: File,
  { maxSeconds }: FileLimits = usualLimits,
): Promise<string | undefined> {
  if (!file.type.startsWith('video/')) return undefined;
  const seconds = await secondsOf(file);
  if (seconds === undefined || seconds <= maxSeconds) return undefined;
  return `The clip is ${Math.round(seconds / 60)} minutes long; at most ${maxSeconds / 60} can be analysed. Cut it first.`;
}

/** A file that takes longer to open is sent: the service looks as well. */
const patienceMs = 5000;

function secondsOf(file: File): Promise<number | undefined> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.preload = 'metadata';
  return new Promise<number | undefined>((resolve) => {
    video.onloadedmetadata = () =>
      resolve(Number.isFinite(video.duration) ? video.duration : undefined);
    video.onerror = () => resolve(undefined);
    setTimeout(resolve, patienceMs, undefined);
    video.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
