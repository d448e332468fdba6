import { inBytes, inWhole } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';

/** The service's default limits; the service itself decides. */
export interface FileLimits {
  readonly maxBytes: number;
  readonly maxSeconds: number;
}

export const defaultLimits: FileLimits = { maxBytes: 2 * 1024 ** 3, maxSeconds: 15 * 60 };

const names = /\.(mp4|m4v|mov|webm|mkv|avi|jpe?g|png|webp)$/i;
const hopeless = /^(text|application\/(pdf|zip|msword|vnd\.)|audio)\b/;

/** The reason why the service would refuse the file, from its name, type and size; undefined if there is none. */
export function fileProblem(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  { maxBytes }: FileLimits = defaultLimits,
): string | undefined {
  if (size === 0) return texts.upload.empty;
  if (size > maxBytes) return texts.upload.tooLarge(inBytes(size), inBytes(maxBytes));
  const isMedia = /^(video|image)\//.test(type) || names.test(name);
  if (hopeless.test(type) || !isMedia) return texts.upload.noMedia;
  if (/^image\/(gif|svg|heic|heif|tiff)/.test(type)) {
    return texts.upload.badPhoto(type.slice('image/'.length).toUpperCase());
  }
  return undefined;
}

/** The reason why a clip is too long; undefined if it is not, or if the browser cannot read its duration. */
export async function durationProblem(
  file: File,
  { maxSeconds }: FileLimits = defaultLimits,
): Promise<string | undefined> {
  if (!file.type.startsWith('video/')) return undefined;
  const seconds = await secondsOf(file);
  if (seconds === undefined || seconds <= maxSeconds) return undefined;
  return texts.upload.tooLong(inWhole(seconds / 60), inWhole(maxSeconds / 60));
}

/** A file that takes longer to open is uploaded; the service checks it too. */
const openTimeoutMs = 5000;

function secondsOf(file: File): Promise<number | undefined> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.preload = 'metadata';
  return new Promise<number | undefined>((resolve) => {
    video.onloadedmetadata = () =>
      resolve(Number.isFinite(video.duration) ? video.duration : undefined);
    video.onerror = () => resolve(undefined);
    setTimeout(resolve, openTimeoutMs, undefined);
    video.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
