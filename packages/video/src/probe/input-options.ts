import type { Container } from './container.ts';
import type { MediaSource } from './probed-file.ts';
import type { SeekTarget } from './seek.ts';
import { decodingThreads, filteringThreads } from './threads.ts';

/**
 * Decoders check the padded picture, which is up to a macroblock row and column larger than the visible one. This limit
 * backs up our own, exact check.
 */
const decoderPixels = (maxPixels: number): string => String(Math.ceil(maxPixels * 1.25) + 65_536);

/** Options with which ffprobe and ffmpeg open every file of a user; they precede `-i`. */
export function safeInputOptions(container: Container, maxPixels?: number): string[] {
  return [
    // Local files and our own pipes only: no network, no `concat:`, no `subfile:`.
    '-protocol_whitelist',
    'file,pipe',
    // Only the demuxer that the first bytes call for, also for anything that the container embeds.
    '-format_whitelist',
    container.demuxer,
    '-f',
    container.demuxer,
    // A stream may declare any size, also later on; the decoder refuses it before it allocates memory.
    ...(maxPixels === undefined ? [] : ['-max_pixels', decoderPixels(maxPixels)]),
  ];
}

/**
 * Options with which ffmpeg opens a probed file in both passes.
 * @param threads number of decoding threads; the maximum by default.
 * @param seek where decoding starts; timestamps stay the same as without it.
 */
export function decodingInputOptions(
  { container, maxPixels, part }: MediaSource,
  threads = decodingThreads,
  seek: SeekTarget | null = null,
): string[] {
  return [
    // Never read from the terminal.
    '-nostdin',
    '-loglevel',
    'error',
    ...safeInputOptions(container, maxPixels),
    // The filter chain rotates the picture, in the same way for every version of FFmpeg.
    '-noautorotate',
    // A new size or pixel format within the stream must not restart the video filters: they would number frames from 0
    // again. Audio filters may restart, because their output is placed by timestamps.
    '-reinit_filter:v',
    '0',
    // Damaged frames are skipped; frames are counted afterwards.
    '-max_error_rate',
    '1',
    ...['-threads', String(threads)],
    ...['-filter_threads', String(filteringThreads)],
    ...['-filter_complex_threads', String(filteringThreads)],
    ...(part ? ['-ss', part.startSeconds.toFixed(3), '-t', part.durationSeconds.toFixed(3)] : []),
    ...(seek ? seekOptions(seek) : []),
  ];
}

function seekOptions({ fromSeconds }: SeekTarget): string[] {
  return [
    ...['-ss', fromSeconds.toFixed(3)],
    // The key frame may still be the visible frame at the requested time.
    '-noaccurate_seek',
    // Without these two, timestamps would start at the seek position.
    ...['-copyts', '-start_at_zero'],
    // Stop at damage: it is concealed with earlier frames, which a seek skips.
    '-xerror',
  ];
}
