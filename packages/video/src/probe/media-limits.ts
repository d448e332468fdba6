import { type MediaLimits, type Size, UserError } from '@dance-pose/contracts';

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function checkBytes(sizeBytes: number, limits: MediaLimits): void {
  if (sizeBytes === 0) {
    throw new UserError(
      'unreadable-media',
      'The file is empty (0 bytes). Choose the complete file and try again.',
    );
  }
  if (sizeBytes > limits.maxBytes) {
    throw new UserError(
      'upload-too-large',
      `A file may have at most ${grouped.format(limits.maxBytes)} bytes; this one has ${grouped.format(sizeBytes)}. Cut it, or save it at a lower quality, and try again.`,
    );
  }
}

export function checkPixels({ width, height }: Size, limits: MediaLimits): void {
  if (width * height > limits.maxPixels) {
    throw new UserError(
      'too-many-pixels',
      `A picture may have at most ${grouped.format(limits.maxPixels)} pixels; this one has ${width}×${height}, that is ${grouped.format(width * height)}. Save it smaller, for example 1920 pixels wide, and try again.`,
    );
  }
}

export function checkDuration(seconds: number | null, limits: MediaLimits): void {
  if (seconds !== null && seconds * 1000 > limits.maxDurationMs) {
    throw new UserError(
      'too-long',
      `A clip may last at most ${clock(limits.maxDurationMs / 1000)}; this one lasts ${clock(seconds)} according to its header. Cut it into parts and process them one by one.`,
    );
  }
}

export function checkFrames(count: number | null, limits: Pick<MediaLimits, 'maxFrames'>): void {
  if (count !== null && count > limits.maxFrames) {
    throw new UserError(
      'too-many-frames',
      `A clip may have at most ${grouped.format(limits.maxFrames)} frames; this one has ${grouped.format(count)} or more. Cut it, or save it at a lower frame rate, and try again.`,
    );
  }
}

/** Formats a duration like 1:02:03. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest} h` : `${minutes}:${rest} min`;
}
