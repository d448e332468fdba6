import type { Container } from './container.ts';
import type { MediaSource } from './probed-file.ts';
import type { SeekTarget } from './seek.ts';
import { decodingThreads, filteringThreads } from './threads.ts';

/**
 * Decoders check the padded picture, up to a macroblock row and column larger than what is shown; this is
 * the wall behind our own, exact check.
 */
const decoderPixels = (maxPixels: number): string => String(Math.ceil(maxPixels * 1.25) + 65_536);

/** How a file of a user is opened, always, by ffprobe and ffmpeg alike. Stands before `-i`. */
export function safeInputOptions(container: Container, maxPixels?: number): string[] {
  return [
    // Local files and our own pipes: no network, no `concat:`, no `subfile:`.
    '-protocol_whitelist',
    'file,pipe',
    // The one demuxer that the first bytes ask for, also for whatever a container may embed.
    '-format_whitelist',
    container.demuxer,
    '-f',
    container.demuxer,
    // A stream may claim any size, at the start or later; the decoder refuses before it allocates.
    ...(maxPixels === undefined ? [] : ['-max_pixels', decoderPixels(maxPixels)]),
  ];
}

/**
 * How ffmpeg opens a probed file in both passes.
 * @param threads that decode; no more than it takes unless said.
 * @param seek where to begin; times stay what they are without.
 */
export function decodingInputOptions(
  { container, maxPixels, part }: MediaSource,
  threads = decodingThreads,
  seek: SeekTarget | null = null,
): string[] {
  return [
    // It must never ask the terminal anything.
    '-nostdin',
    '-loglevel',
    'error',
    ...safeInputOptions(container, maxPixels),
    // The filter chain turns the picture, the same way with every version of FFmpeg.
    '-noautorotate',
    // A new size or format in mid-stream must not restart the filters: their frame numbers would start again.
    // Those of sound may: what comes out of them is told by time.
    '-reinit_filter:v',
    '0',
    // What is damaged is left out; frames are counted afterwards.
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
    // The key frame may be what is still shown at the time that is asked for.
    '-noaccurate_seek',
    // Without these two, times would begin where it was sought to.
    ...['-copyts', '-start_at_zero'],
    // What conceals damage is taken from before: so it has to be decoded.
    '-xerror',
  ];
}
