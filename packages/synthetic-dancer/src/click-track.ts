import type { Dance } from './dance.ts';

export const sampleRateHz = 48_000;

const clickSeconds = 0.06;

/** The first click of each eight is higher and louder, like a metronome's. */
const clicks = {
  one: { hz: 1760, loudness: 0.8 },
  other: { hz: 1175, loudness: 0.45 },
} as const;

/** A click on every count for the length of the dance: mono, 16 bit. The first sample of a click is its beat. */
export function clickTrack({ beatsMs, durationMs }: Dance): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(Math.round((durationMs * sampleRateHz) / 1000));
  beatsMs.forEach((beatMs, beat) => {
    const { hz, loudness } = beat % 8 === 0 ? clicks.one : clicks.other;
    const start = Math.round((beatMs * sampleRateHz) / 1000);
    const length = Math.min(clickSeconds * sampleRateHz, samples.length - start);
    for (let i = 0; i < length; i += 1) {
      const t = i / sampleRateHz;
      // Decays to zero within the click, so that it does not end in a crackle.
      const strength = loudness * Math.exp(-t / 0.012) * (1 - t / clickSeconds);
      samples[start + i] = 32_767 * strength * Math.sin(2 * Math.PI * hz * t);
    }
  });
  return samples;
}
