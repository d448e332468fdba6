import { musicSampleRateHz as rateHz } from '@dance-pose/movement';
import { type DrumName, drumNames, type Kit, makeKit } from './drums.ts';
import { Dice } from './random.ts';
import { type Style, type StyleName, styles } from './styles.ts';
import { makeTone, type Timbre } from './tones.ts';

interface Part {
  readonly bpm: number;
  readonly bars: number;
}

export interface PieceOptions {
  readonly style: StyleName;
  /** One after the other; the drums go on. */
  readonly parts: readonly Part[];
  readonly seed: number;
  /** Time before the first beat. */
  readonly leadSeconds?: number;
  /** Beats of the first bar that are left out. */
  readonly missingBeats?: number;
  /** Pause between parts. */
  readonly gapSeconds?: number;
}

/** Music whose beats are known. */
export interface Piece {
  readonly samples: Float32Array;
  /** A beat with number 0 begins a bar. */
  readonly beats: readonly { readonly timeMs: number; readonly inBar: number }[];
  readonly meter: 3 | 4;
  readonly sections: readonly {
    readonly startMs: number;
    readonly endMs: number;
    readonly bpm: number;
  }[];
}

interface Bar {
  readonly index: number;
  readonly startSeconds: number;
  readonly beatSeconds: number;
}

/** Plays a style with the sounds, notes and habits that follow from the seed. */
export function compose(options: PieceOptions): Piece {
  const style: Style = styles[options.style];
  const bars = layOutBars(options, style);
  const end = bars.at(-1) as Bar;
  const seconds = end.startSeconds + style.beats * end.beatSeconds + 0.4;
  const player = new Player(style, seconds, new Dice(options.seed));
  const { missingBeats = 0 } = options;
  for (const bar of bars) player.play(bar, bar.index === 0 ? missingBeats : 0);
  const beats = bars.flatMap(({ index, startSeconds, beatSeconds }) =>
    Array.from({ length: style.beats }, (_, inBar) => ({
      timeMs: 1000 * (startSeconds + inBar * beatSeconds),
      inBar,
    })).slice(index === 0 ? missingBeats : 0),
  );
  const sections = options.parts.map(({ bpm, bars: length }, i) => {
    const first = options.parts.slice(0, i).reduce((sum, part) => sum + part.bars, 0);
    const [from, to] = [bars[first] as Bar, bars[first + length - 1] as Bar];
    return {
      startMs: 1000 * from.startSeconds,
      endMs: 1000 * (to.startSeconds + style.beats * to.beatSeconds),
      bpm,
    };
  });
  return { samples: player.finish(), beats, meter: style.beats, sections };
}

function layOutBars(options: PieceOptions, { beats }: Style): Bar[] {
  const { parts, leadSeconds = 0.5, missingBeats = 0, gapSeconds = 0 } = options;
  const bars: Bar[] = [];
  let at = leadSeconds - (missingBeats * 60) / (parts[0] as Part).bpm;
  for (const { bpm, bars: length } of parts) {
    if (bars.length > 0) at += gapSeconds;
    for (let i = 0; i < length; i += 1) {
      bars.push({ index: bars.length, startSeconds: at, beatSeconds: 60 / bpm });
      at += (beats * 60) / bpm;
    }
  }
  return bars;
}

const loudness: Readonly<Record<string, number>> = { X: 1, x: 0.75, o: 0.35 };
const progressions = [
  [0, 5, 7, 0],
  [0, 9, 5, 7],
  [0, 7, 9, 5],
  [2, 7, 0, 0],
  [0, 0, 5, 7],
] as const;
const majorScale = [0, 2, 4, 5, 7, 9, 11];
const walk = [0, 4, 7, 9];

/** One band with one kit, key and set of patterns. */
class Player {
  readonly #style: Style;
  readonly #dice: Dice;
  readonly #samples: Float32Array;
  readonly #kit: Kit;
  readonly #patterns: Readonly<Partial<Record<DrumName | 'bass' | 'chords' | 'melody', string>>>;
  readonly #timbres: Readonly<Record<'bass' | 'chords' | 'melody', Timbre>>;
  readonly #key: number;
  readonly #progression: readonly number[];
  readonly #chordBars: number;
  readonly #levels: { drums: number; bass: number; chords: number; melody: number };
  readonly #jitter: number;
  /** Place of the swung note in the beat, in steps. */
  readonly #swing: number;

  constructor(style: Style, seconds: number, dice: Dice) {
    this.#style = style;
    this.#dice = dice;
    this.#samples = new Float32Array(Math.round(seconds * rateHz));
    this.#kit = makeKit(dice);
    const { drums, bass, chords, melody, timbres } = style;
    const voices = Object.entries({ ...drums, bass, chords, melody });
    this.#patterns = Object.fromEntries(voices.map(([name, all]) => [name, dice.pick(all)]));
    this.#timbres = {
      bass: dice.pick(timbres.bass),
      chords: dice.pick(timbres.chords),
      melody: dice.pick(timbres.melody),
    };
    this.#key = 36 + Math.floor(dice.between(0, 12));
    this.#progression = dice.pick(progressions);
    this.#chordBars = dice.pick(style.chordBars);
    this.#levels = {
      drums: dice.between(0.25, 0.5),
      bass: dice.between(0.2, 0.35),
      chords: dice.between(0.12, 0.22),
      melody: dice.between(0.08, 0.2),
    };
    this.#jitter = dice.between(0.002, 0.009);
    this.#swing = dice.between(1.8, 2.05);
  }

  play(bar: Bar, missingBeats: number): void {
    const from = missingBeats * this.#style.steps;
    for (const drum of drumNames) {
      this.#each(this.#drumPattern(drum, bar.index), bar, from, (at, level) =>
        this.#add(at, this.#kit[drum], level * this.#levels.drums),
      );
    }
    const chordAt = Math.floor(bar.index / this.#chordBars) % this.#progression.length;
    const root = this.#key + (this.#progression[chordAt] as number);
    this.#playBass(bar, from, root);
    this.#playChords(bar, from, root);
    if (bar.index % 16 >= 4) this.#playMelody(bar, from, root);
    if (bar.index % 8 === 0 && this.#style.fill && missingBeats === 0) {
      this.#add(bar.startSeconds, this.#kit.crash, 0.6 * this.#levels.drums);
    }
  }

  /** The mix with a noise floor, limited as recordings are. */
  finish(): Float32Array {
    const floor = 10 ** this.#dice.between(-4, -2.3);
    const drive = this.#dice.between(0.8, 2.5);
    return this.#samples.map((sample) => {
      const noisy = sample + floor * (2 * this.#dice.next() - 1);
      return 0.7 * Math.tanh(drive * noisy);
    });
  }

  #drumPattern(drum: DrumName, bar: number): string {
    const pattern = this.#patterns[drum] ?? '';
    const { fill, steps, beats } = this.#style;
    if (bar % 8 !== 7 || fill === null) return pattern;
    const kept = steps * (beats - 1);
    if (drum === fill) return pattern.padEnd(kept, '.').slice(0, kept) + 'x'.repeat(steps);
    return drum === 'kick' || drum === 'crash' ? pattern : pattern.slice(0, kept);
  }

  #playBass(bar: Bar, from: number, root: number): void {
    const { bassLine, steps } = this.#style;
    this.#each(this.#patterns.bass, bar, from, (at, level, step) => {
      const beat = Math.floor(step / steps);
      const fifth = bar.index % 2 === 1 || beat >= 2 ? 7 : 0;
      const walking = (walk[beat] ?? 0) + (step % steps === 0 ? 0 : 12);
      const interval = { root: 0, 'root-fifth': fifth, walking }[bassLine];
      const tone = { timbre: this.#timbres.bass, note: root + interval, seconds: 0.3 };
      this.#add(at, makeTone(tone), level * this.#levels.bass);
    });
  }

  #playChords(bar: Bar, from: number, root: number): void {
    const pattern = this.#patterns.chords ?? '';
    this.#each(pattern, bar, from, (at, level, step) => {
      const next = [...pattern].findIndex((mark, i) => i > step && mark !== '.');
      const held = ((next < 0 ? pattern.length : next) - step) / this.#style.steps;
      const seconds = Math.min(1.5, 0.85 * held * bar.beatSeconds);
      const third = (root - this.#key) % 12 === 9 || (root - this.#key) % 12 === 2 ? 3 : 4;
      for (const interval of [12, 12 + third, 19]) {
        const tone = { timbre: this.#timbres.chords, note: root + 12 + interval, seconds };
        this.#add(at, makeTone(tone), level * this.#levels.chords);
      }
    });
  }

  #playMelody(bar: Bar, from: number, root: number): void {
    this.#each(this.#patterns.melody, bar, from, (at, level, step) => {
      const onBeat = step % this.#style.steps === 0;
      const inScale = this.#key + this.#dice.pick(majorScale);
      const note = onBeat && this.#dice.next() < 0.6 ? root + this.#dice.pick([0, 4, 7]) : inScale;
      const seconds = bar.beatSeconds * this.#dice.pick([0.4, 0.8]);
      const tone = { timbre: this.#timbres.melody, note: note + 36, seconds };
      this.#add(at, makeTone(tone), level * this.#levels.melody);
    });
  }

  #each(
    pattern: string | undefined,
    bar: Bar,
    from: number,
    play: (seconds: number, level: number, step: number) => void,
  ): void {
    const { steps } = this.#style;
    [...(pattern ?? '')].forEach((mark, step) => {
      const level = loudness[mark];
      if (level === undefined || step < from) return;
      const inBeat = steps === 3 && step % 3 === 2 ? this.#swing : step % steps;
      const beat = Math.floor(step / steps) + inBeat / steps;
      const at = bar.startSeconds + beat * bar.beatSeconds + this.#dice.gaussian(this.#jitter);
      play(Math.max(0, at), level * this.#dice.between(0.85, 1.1), step);
    });
  }

  #add(seconds: number, sound: Float32Array, gain: number): void {
    const start = Math.round(seconds * rateHz);
    const length = Math.min(sound.length, this.#samples.length - start);
    for (let i = 0; i < length; i += 1) {
      this.#samples[start + i] = (this.#samples[start + i] as number) + gain * (sound[i] as number);
    }
  }
}
