import { type Music, UserError, type Warning } from '@dance-pose/contracts';
import { hearMusic, musicSampleRateHz } from '@dance-pose/movement';
import { decodeAudio, type ProbedFile } from '@dance-pose/video';

export interface HearContext {
  readonly signal: AbortSignal;
  /** Frames of the clip whose sound has been heard. */
  onFrame(framesDone: number): void;
}

/**
 * The music of the analysed part, on the time axis of its frames. Sound that cannot be read to its end costs
 * the comparison with the music, not the report.
 */
export async function hearClip(
  file: ProbedFile,
  { signal, onFrame }: HearContext,
): Promise<{ music: Music; warnings: Warning[] }> {
  if (file.passport.kind === 'image') return { music: stillness, warnings: [] };
  try {
    const sound = decodeAudio(file, { sampleRateHz: musicSampleRateHz, signal });
    const { num, den } = file.plan.rate;
    const framesPerSample = num / den / musicSampleRateHz;
    const music = await hearMusic(
      sound && counted(sound, (samples) => onFrame(Math.floor(samples * framesPerSample))),
    );
    return { music, warnings: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message } = error;
    return { music: unreadable, warnings: [{ code: 'sound-unreadable', message }] };
  }
}

async function* counted(
  sound: AsyncIterable<Float32Array>,
  onSamples: (samples: number) => void,
): AsyncGenerator<Float32Array> {
  let samples = 0;
  for await (const piece of sound) {
    yield piece;
    samples += piece.length;
    onSamples(samples);
  }
}

const stillness: Music = {
  heard: 'no-sound',
  reason: 'A picture stands still, so there is no movement to compare with music.',
};
const unreadable: Music = {
  heard: 'no-sound',
  reason:
    'The sound of the clip could not be read to its end, so movement could not be compared with music.',
};
