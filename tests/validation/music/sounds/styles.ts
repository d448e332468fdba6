import type { DrumName } from './drums.ts';
import type { Timbre } from './tones.ts';

/**
 * Loudness of the steps of a bar: `X` loud, `x` normal, `o` soft, `.` nothing. Of several patterns, a piece takes one.
 */
type Pattern = string;

export interface Style {
  readonly beats: 3 | 4;
  /** Steps of a beat in all patterns; three are swung. */
  readonly steps: 2 | 3 | 4;
  readonly drums: Partial<Record<DrumName, readonly Pattern[]>>;
  readonly bass: readonly Pattern[];
  readonly bassLine: 'root' | 'root-fifth' | 'walking';
  readonly chords: readonly Pattern[];
  readonly melody: readonly Pattern[];
  readonly timbres: Readonly<Record<'bass' | 'chords' | 'melody', readonly Timbre[]>>;
  /** Bars of a chord. */
  readonly chordBars: readonly number[];
  /** Drums that play a fill at the end of eight bars. */
  readonly fill: DrumName | null;
}

const bands = {
  electric: {
    bass: ['bass', 'synthBass'],
    chords: ['organ', 'pluck', 'piano'],
    melody: ['brass', 'organ', 'bell'],
  },
  acoustic: { bass: ['bass'], chords: ['piano', 'pluck'], melody: ['brass', 'piano', 'strings'] },
  orchestra: {
    bass: ['strings', 'bass'],
    chords: ['strings', 'piano', 'pluck'],
    melody: ['strings', 'bell', 'brass'],
  },
} as const satisfies Record<string, Style['timbres']>;

const straight = {
  beats: 4,
  steps: 4,
  bassLine: 'root',
  timbres: bands.electric,
  chordBars: [1, 2],
} as const;

const swung = {
  beats: 4,
  steps: 3,
  bassLine: 'walking',
  timbres: bands.acoustic,
  chordBars: [1, 2],
} as const;

const inThree = {
  beats: 3,
  steps: 2,
  bassLine: 'root-fifth',
  timbres: bands.orchestra,
  chordBars: [1, 2],
} as const;

export const styles = {
  rock: {
    ...straight,
    drums: {
      kick: ['X.......x.......', 'X.......x.x.....', 'X.....x.x.......'],
      snare: ['....X.......X...', '....X.......X..o'],
      hat: ['x.o.x.o.x.o.x.o.', 'x.x.x.x.x.x.x.x.'],
    },
    bass: ['x.x.x.x.x.x.x.x.', 'X.....x.x.......'],
    chords: ['X...............', 'X.......x.......', 'x.x.x.x.x.x.x.x.'],
    melody: ['x...x.x...x.x...', 'x.......x...x...', '..x.x...x.x.....'],
    fill: 'tom',
  },
  house: {
    ...straight,
    drums: {
      kick: ['X...X...X...X...'],
      clap: ['....X.......X...'],
      openHat: ['..x...x...x...x.'],
      hat: ['o.o.o.o.o.o.o.o.', 'oooooooooooooooo'],
    },
    bass: ['..x...x...x...x.', '..xx..xx..xx..xx', 'x..x..x...x..x..'],
    chords: ['..x...x...x...x.', 'x..x..x.........', 'X...............'],
    melody: ['x..x..x..x..x...', '....x.x.....x.x.'],
    fill: 'clap',
  },
  ballad: {
    ...straight,
    timbres: bands.acoustic,
    drums: {
      kick: ['X.......x.......', 'X.........x.....'],
      rim: ['....x.......x...'],
      hat: ['o.o.o.o.o.o.o.o.', 'o...o...o...o...'],
    },
    bass: ['X.......x.......', 'X.........x.....'],
    chords: ['x.x.x.x.x.x.x.x.', 'X.......x.......', 'x...x...x...x...'],
    melody: ['x.....x.x.......', 'x.......x.x.x...'],
    fill: 'tom',
  },
  hipHop: {
    ...straight,
    drums: {
      kick: ['X......x..x.....', 'X..x......x.....', 'X.....x...x..x..'],
      snare: ['....X.......X...', '....X..o.o..X...'],
      hat: ['x.x.x.x.x.x.x.x.', 'x.xxx.x.x.xxx.x.'],
    },
    bass: ['X......x..x.....', 'X.....x...x..x..'],
    chords: ['X...............', '......x.......x.', 'X..x..x.........'],
    melody: ['x..x..x.........', '..x..x..x.......'],
    fill: 'snare',
  },
  drumAndBass: {
    ...straight,
    drums: {
      kick: ['X.........x.....', 'X.x.......x.....'],
      snare: ['....X.......X...', '....X..o.o..X..o'],
      hat: ['x.x.x.x.x.x.x.x.', 'xoxoxoxoxoxoxoxo'],
    },
    bass: ['X.........x.....', 'X..x..x...x.....'],
    chords: ['X...............'],
    melody: ['x.....x.....x...', '....x.x.........'],
    fill: 'snare',
  },
  bossa: {
    ...straight,
    timbres: bands.acoustic,
    drums: {
      kick: ['x.....xox.....xo', 'x.....x.x.....x.'],
      rim: ['x..x..x...x..x..', '..x...x..x..x...'],
      hat: ['o.o.o.o.o.o.o.o.'],
    },
    bass: ['X.....x.X.....x.'],
    bassLine: 'root-fifth',
    chords: ['x..x..x...x..x..', 'x.....x..x..x...'],
    melody: ['x...x...x.......', '..x...x...x.x...'],
    fill: null,
  },
  swing: {
    ...swung,
    drums: {
      ride: ['x..x.ox..x.o', 'X..x.xX..x.x'],
      hat: ['...x.....x..'],
      kick: ['o..o..o..o..', 'o...........'],
      snare: ['............', '.....o......', '........o..o'],
    },
    bass: ['x..x..x..x..'],
    chords: ['x.......x...', '..x.....x...', 'x....x......'],
    melody: ['x..x.xx.....', '..x..x..x..x', 'x....x..x...'],
    fill: 'snare',
  },
  shuffle: {
    ...swung,
    timbres: bands.electric,
    drums: {
      kick: ['X.....x.....', 'X....xx.....'],
      snare: ['...X.....X..'],
      hat: ['x.xx.xx.xx.x', 'x.ox.ox.ox.o'],
    },
    bass: ['x.xx.xx.xx.x', 'x..x..x..x..'],
    chords: ['X...........', '..x..x..x..x'],
    melody: ['x..x.x......', '...x.xx.x...'],
    fill: 'tom',
  },
  waltz: {
    ...inThree,
    drums: {},
    bass: ['X.....'],
    chords: ['..x.x.'],
    melody: ['X...x.', 'x.x.x.', 'X.....', 'x..xx.'],
    fill: null,
  },
  danceWaltz: {
    ...inThree,
    timbres: bands.acoustic,
    drums: { kick: ['X.....'], brush: ['..x.x.', '..x.xo'], hat: ['o.o.o.', '......'] },
    bass: ['X.....', 'X...x.'],
    chords: ['..x.x.', '..x...'],
    melody: ['x...x.', 'x.x.x.', 'x..x..'],
    fill: 'tom',
  },
  jazzWaltz: {
    ...inThree,
    steps: 3,
    timbres: bands.acoustic,
    drums: {
      ride: ['x..x.ox..', 'x..x.xx.x'],
      kick: ['x........', 'o.....o..'],
      hat: ['...x.....'],
    },
    bass: ['x..x..x..', 'X.....x..'],
    bassLine: 'walking',
    chords: ['X....x...', '..x...x..'],
    melody: ['x..x.x...', '..x..x..x'],
    fill: null,
  },
} as const satisfies Record<string, Style>;
export type StyleName = keyof typeof styles;
