import { type InputPassport, UserError, type Warning } from '@dance-pose/contracts';
import { decodeAudio, type ProbedFile } from '@dance-pose/video';

/**
 * Below this quick feet are smeared: indoors a camera at 30 a second exposes for most of a frame, in which a
 * kick of 6 m/s covers up to 20 cm.
 */
const sharpFps = 50;
/** Up to this a step or a turn of the head falls between two frames. */
const coarseFps = 20;
/** Of the shorter side. A dancer with room to move fills half of it: then as few as `person-small` has. */
const fewPixels = 240;
/** One part in a thousand of full scale: below the hiss of a microphone. */
const audible = 0.001;
/** Plenty to find out whether there is any sound at all. */
const listeningRateHz = 8000;

/** What the user should know about a file before anybody looks for a dancer in it. */
export async function clipWarnings(file: ProbedFile, signal: AbortSignal): Promise<Warning[]> {
  const { passport } = file;
  const isFilm = passport.kind === 'video';
  return [
    ...(isFilm && passport.frameCount > 1 ? rateWarnings(passport) : []),
    ...sizeWarnings(passport),
    ...(isFilm ? await soundWarnings(file, signal) : []),
  ];
}

function rateWarnings({ fps }: InputPassport): Warning[] {
  if (fps >= sharpFps) return [];
  const rate = Number(fps.toFixed(1));
  const message =
    fps <= coarseFps
      ? `Only ${rate} frames per second: quick moves fall between two frames, and what is measured of speed and timing is rough. Film at 60.`
      : `${rate} frames per second: fast footwork is blurred. Film at 60.`;
  return [{ code: 'low-frame-rate', message }];
}

function sizeWarnings({ width, height }: InputPassport): Warning[] {
  if (Math.min(width, height) >= fewPixels) return [];
  const message = `The picture has only ${width}×${height} pixels: joints cannot be placed exactly. Film in 1080p, or send the original instead of a copy that a messenger made smaller.`;
  return [{ code: 'small-picture', message }];
}

async function soundWarnings(file: ProbedFile, signal: AbortSignal): Promise<Warning[]> {
  const { audio } = file.source;
  if (audio === null) {
    // A sound track that cannot be read was reported by the probe.
    if (file.warnings.some(({ code }) => code === 'sound-unreadable')) return [];
    const message =
      'The clip has no sound: movement cannot be compared with music. Film with the music playing.';
    return [{ code: 'no-sound', message }];
  }
  const heard = await listen(file, signal);
  return heard === null ? reEncoding(file, audio) : [heard];
}

/** Ends at the first sound that can be heard, so that only a silent clip is listened to as a whole. */
async function listen(file: ProbedFile, signal: AbortSignal): Promise<Warning | null> {
  try {
    const sound = decodeAudio(file, { sampleRateHz: listeningRateHz, signal });
    for await (const samples of sound ?? []) {
      if (samples.some((sample) => Math.abs(sample) >= audible)) return null;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message =
      'The sound of this clip is damaged: it cannot be read to its end. The result has what there is of it.';
    return { code: 'sound-unreadable', message };
  }
  const message =
    'The sound of this clip is silent throughout: movement cannot be compared with music. See whether the microphone was off or covered.';
  return { code: 'silent-sound', message };
}

function reEncoding(
  { passport, source }: ProbedFile,
  { copy, channels }: { readonly copy: boolean; readonly channels: number },
): Warning[] {
  if (copy) return [];
  const reason =
    passport.audio?.codec === 'aac' && source.part !== null
      ? 'because the clip was cut'
      : `because not every browser plays it as it was (${passport.audio?.codec})`;
  const mixed = channels > 2 ? `, and its ${channels} channels were mixed to two` : '';
  const message = `The sound was encoded anew, as AAC, ${reason}${mixed}.`;
  return [{ code: 'sound-re-encoded', message }];
}
