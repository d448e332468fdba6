import type { WarningCode } from '../warnings.ts';
import type { SentenceTexts } from './say-from.ts';

type Reencoding =
  | { readonly because: 'trimmed' | 'container' }
  | { readonly because: 'format'; readonly codec: string };

const reencodingReasons = {
  trimmed: () => 'because the clip was trimmed',
  container: () => 'because an MP4 cannot contain it unchanged',
  format: (codec: string) => `because not every browser plays its format (${codec})`,
};

const withoutBeat = {
  'no-sound': 'there is no sound that could be analysed',
  silence: 'the sound is silent throughout',
  'no-beat': 'no beat was found in the sound',
};

/** The warnings of results. Their codes are those of `warningMeanings`. */
export const warningSentences = {
  // The picture of the file
  'low-frame-rate': ({ fps, coarse }: { fps: number; coarse: boolean }) => {
    const rate = Number(fps.toFixed(1));
    return coarse
      ? `Only ${rate} frames per second: fast movements fall between two frames, and speed and timing are measured only roughly. Film at 60.`
      : `${rate} frames per second: fast footwork is blurred. Film at 60.`;
  },
  'frame-rate-reduced': ({ fps, analysedFps }: { fps: number; analysedFps: number }) =>
    `The clip has ${fps.toFixed(0)} frames per second; it is analysed and rendered at ${analysedFps.toFixed(0)}, which every browser plays.`,
  'variable-frame-rate': ({ analysedFps }: { analysedFps: number }) =>
    `The frame rate of this clip varies; it is analysed and rendered at a constant ${analysedFps.toFixed(2)} frames per second.`,
  'small-picture': ({ width, height }: { width: number; height: number }) =>
    `The picture has only ${width}×${height} pixels: joints cannot be located precisely. Film in 1080p, or use the original instead of a copy that a messenger app has reduced.`,
  'dark-picture': () =>
    'The picture is very dark: joints may be guessed rather than seen. Film with more light, from the front.',
  'hdr-tone-mapped': () =>
    'The clip is HDR; the result has standard colours, which every browser shows.',
  'pixel-shape-ignored': ({ ratio }: { ratio: number }) =>
    `According to the file, its pixels are ${ratio.toFixed(2)} times as wide as high, which is implausible; they are treated as square.`,
  'frames-missing': ({ read, expected }: { read: number; expected: number }) =>
    `Only ${read} of ${expected} frames could be read: the file is damaged or truncated. The result covers the readable frames.`,
  // The sound of the file
  'no-sound': () =>
    'The clip has no sound: movement cannot be compared with music. Film with the music playing.',
  'silent-sound': () =>
    'The sound of this clip is silent throughout: movement cannot be compared with music. Check whether the microphone was off or covered.',
  'sound-unreadable': ({ problem }: { problem?: string }) =>
    problem ?? 'The sound of this clip cannot be read; the result is silent.',
  'sound-re-encoded': ({ channels, ...why }: Reencoding & { channels?: number }) => {
    const reason =
      why.because === 'format'
        ? reencodingReasons.format(why.codec)
        : reencodingReasons[why.because]();
    const mixed = channels === undefined ? '' : `, and its ${channels} channels were mixed to two`;
    return `The sound was re-encoded as AAC, ${reason}${mixed}.`;
  },
  'sound-tracks-dropped': (it: { tracks: number; kept: number; codec: string; channels: number }) =>
    `The file has ${it.tracks} sound tracks; the result has number ${it.kept} (${it.codec}, ${it.channels} channels), which players select by default.`,
  'music-options-unused': ({ heard }: { heard: keyof typeof withoutBeat }) =>
    `The tempo, metre or "one" that was set has no effect: ${withoutBeat[heard]}.`,
  // The dancer
  'nobody-found': () =>
    'Nobody was found in the picture. Film one person, whole body in view, in good light.',
  'person-rarely-found': ({ found, frames }: { found: number; frames: number }) =>
    `A person was found in only ${Math.round((100 * found) / frames)} % of the frames (${found} of ${frames}): the skeleton may not belong to a person at all. Film one person, whole body in view, in good light.`,
  /** @param gaps the first gaps, from and to in seconds: `2.0-3.5 4.5-5.5`; `more`: number of the others. */
  'person-missing': ({ gaps, more }: { gaps: string; more: number }) => {
    const named = gaps.split(' ').map((gap) => {
      const [from, to] = gap.split('-');
      return `between ${from} s and ${to} s`;
    });
    return `Nobody was found ${named.join(', ')}${more > 0 ? ` and ${more} more times` : ''}.`;
  },
  'person-small': ({ pixels }: { pixels: number }) =>
    `The dancer is only about ${Math.round(pixels)} pixels tall in the picture: joints cannot be located precisely. Film from closer, so that the dancer fills two thirds of the height.`,
} as const satisfies SentenceTexts & Readonly<Record<WarningCode, unknown>>;
