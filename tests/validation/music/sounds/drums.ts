import { musicSampleRateHz as rateHz } from '@dance-pose/movement';
import type { Dice } from './random.ts';

export const drumNames = [
  ...['kick', 'snare', 'rim', 'clap', 'hat', 'openHat', 'ride', 'crash', 'brush', 'tom'],
] as const;
export type DrumName = (typeof drumNames)[number];

/** A sound of each drum. */
export type Kit = Readonly<Record<DrumName, Float32Array>>;

/** Drums whose pitch, decay and brightness differ from kit to kit. */
export function makeKit(dice: Dice): Kit {
  const metal = dice.between(0.85, 1.2);
  return {
    kick: struck({ from: dice.between(110, 220), to: dice.between(42, 65), decay: 0.13 }, dice),
    snare: mixed(
      struck({ from: 230, to: dice.between(160, 210), decay: 0.06 }, dice, 0.5),
      hiss({ decay: dice.between(0.06, 0.12), bright: 1 }, dice, 0.6),
    ),
    rim: struck({ from: 900, to: dice.between(420, 800), decay: 0.02 }, dice, 0.6),
    clap: hiss({ decay: dice.between(0.05, 0.1), bright: 1 }, dice, 0.8),
    hat: hiss({ decay: dice.between(0.015, 0.035), bright: 2 }, dice, 0.5),
    openHat: hiss({ decay: dice.between(0.09, 0.16), bright: 2 }, dice, 0.45),
    ride: mixed(cymbal(metal, 0.3, 0.25), hiss({ decay: 0.05, bright: 2 }, dice, 0.2)),
    crash: mixed(cymbal(metal * 0.8, 0.6, 0.25), hiss({ decay: 0.5, bright: 1 }, dice, 0.5)),
    brush: hiss({ decay: dice.between(0.04, 0.09), bright: 1 }, dice, 0.4),
    tom: struck({ from: 190, to: dice.between(90, 130), decay: 0.12 }, dice, 0.8),
  };
}

interface Skin {
  readonly from: number;
  readonly to: number;
  readonly decay: number;
}

/** A sine that falls from one frequency to another within about 30 ms, with a click. */
function struck({ from, to, decay }: Skin, dice: Dice, gain = 1): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.round(6 * decay * rateHz) }, (_, i) => {
    const t = i / rateHz;
    phase += (2 * Math.PI * (to + (from - to) * Math.exp(-t / 0.025))) / rateHz;
    const click = 0.25 * (2 * dice.next() - 1) * Math.exp(-t / 0.003);
    return gain * (Math.sin(phase) * Math.exp(-t / decay) + click);
  });
}

/** Noise; each step of `bright` takes the difference of neighbouring samples. */
function hiss(
  { decay, bright }: { decay: number; bright: number },
  dice: Dice,
  gain = 1,
): Float32Array {
  let noise = Float32Array.from(
    { length: Math.round(6 * decay * rateHz) },
    () => 2 * dice.next() - 1,
  );
  for (let step = 0; step < bright; step += 1) {
    noise = noise.map((value, i, all) => 0.6 * (value - (all[i - 1] ?? 0)));
  }
  return noise.map((value, i) => gain * value * Math.exp(-i / (decay * rateHz)));
}

/** Inharmonic partials of a square bar. */
function cymbal(pitch: number, decay: number, gain: number): Float32Array {
  const partials = [2030, 3170, 4210, 5430, 6120, 7350].map((hz) => hz * pitch);
  return Float32Array.from({ length: Math.round(5 * decay * rateHz) }, (_, i) => {
    const t = i / rateHz;
    const sum = partials.reduce((total, hz) => total + Math.sin(2 * Math.PI * hz * t), 0);
    return (gain * sum * Math.exp(-t / decay)) / partials.length;
  });
}

function mixed(a: Float32Array, b: Float32Array): Float32Array {
  return Float32Array.from(
    { length: Math.max(a.length, b.length) },
    (_, i) => (a[i] ?? 0) + (b[i] ?? 0),
  );
}
