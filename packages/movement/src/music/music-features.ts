import type { MusicFeatures } from '@dance-pose/contracts';
import { HarmonyCurve } from './harmony-curve.ts';
import { musicSampleRateHz } from './music-sample-rate.ts';
import { OnsetCurves } from './onset-curves.ts';

/**
 * Computes the features from which music is heard: about 350 numbers for each second.
 * @param audio mono, full scale ±1, at {@link musicSampleRateHz}, in chunks of any size.
 */
export async function collectMusicFeatures(
  audio: AsyncIterable<Float32Array>,
): Promise<MusicFeatures> {
  const onsets = new OnsetCurves();
  const harmony = new HarmonyCurve();
  let count = 0;
  for await (const samples of audio) {
    count += samples.length;
    onsets.push(samples);
    for (const sample of samples) harmony.push(sample);
  }
  return {
    schemaVersion: 1,
    durationSeconds: count / musicSampleRateHz,
    ...onsets.finish(),
    harmony: harmony.finish(),
  };
}
