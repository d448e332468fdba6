import { musicSampleRateHz as rateHz } from '@dance-pose/movement';

const timbres = {
  /** Amplitudes of the partials, attack and decay in seconds; a decay of 0 holds the tone. */
  piano: { partials: [1, 0.5, 0.3, 0.15, 0.08], attack: 0.004, decay: 0.5 },
  pluck: { partials: [1, 0.7, 0.45, 0.3, 0.2, 0.1], attack: 0.002, decay: 0.22 },
  organ: { partials: [1, 0.8, 0.1, 0.5], attack: 0.012, decay: 0 },
  pad: { partials: [1, 0.5, 0.33, 0.25, 0.2], attack: 0.09, decay: 0 },
  strings: { partials: [1, 0.6, 0.4, 0.3, 0.2, 0.15], attack: 0.06, decay: 0 },
  brass: { partials: [1, 0.9, 0.7, 0.5, 0.3, 0.2], attack: 0.03, decay: 0 },
  bell: { partials: [1, 0, 0.4, 0, 0.3], attack: 0.002, decay: 0.8 },
  bass: { partials: [1, 0.5, 0.2], attack: 0.006, decay: 0.35 },
  synthBass: { partials: [1, 0.6, 0.5, 0.3, 0.2], attack: 0.004, decay: 0 },
} as const;
export type Timbre = keyof typeof timbres;

export interface Tone {
  readonly timbre: Timbre;
  /** MIDI note number: 69 is 440 Hz, 12 is an octave. */
  readonly note: number;
  readonly seconds: number;
}

const releaseSeconds = 0.04;

/** A tone with an envelope; its loudest amplitude is about 1. */
export function makeTone({ timbre, note, seconds }: Tone): Float32Array {
  const { partials, attack, decay } = timbres[timbre];
  const frequency = 440 * 2 ** ((note - 69) / 12);
  const samples = new Float32Array(Math.round((seconds + releaseSeconds) * rateHz));
  const total = partials.reduce<number>((sum, value) => sum + value, 0);
  partials.forEach((amplitude, i) => {
    const hz = frequency * (i + 1);
    if (hz < 0.45 * rateHz) addSine(samples, hz, amplitude / total);
  });
  return samples.map((value, i) => {
    const t = i / rateHz;
    const fade = t > seconds ? Math.max(0, 1 - (t - seconds) / releaseSeconds) : 1;
    const ring = decay > 0 ? Math.exp(-t / decay) : 1;
    return value * Math.min(1, t / attack) * ring * fade;
  });
}

/** Each sample follows from the two before it: `s[n] = 2·cos(ω)·s[n−1] − s[n−2]`. */
function addSine(samples: Float32Array, hz: number, amplitude: number): void {
  const omega = (2 * Math.PI * hz) / rateHz;
  const twice = 2 * Math.cos(omega);
  let [before, here] = [-amplitude * Math.sin(omega), 0];
  for (let i = 0; i < samples.length; i += 1) {
    samples[i] = (samples[i] as number) + here;
    [before, here] = [here, twice * here - before];
  }
}
