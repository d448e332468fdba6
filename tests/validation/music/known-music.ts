import { compose, type Piece, type PieceOptions } from './sounds/compose.ts';
import type { StyleName } from './sounds/styles.ts';

export interface KnownPiece {
  readonly name: string;
  readonly options: PieceOptions;
}

const kinds: readonly {
  readonly name: string;
  readonly bpm: readonly number[];
  readonly styles: readonly StyleName[];
}[] = [
  { name: '70', bpm: [70], styles: ['ballad', 'hipHop', 'rock'] },
  { name: '84', bpm: [84], styles: ['hipHop', 'ballad', 'rock'] },
  { name: '100', bpm: [100], styles: ['rock', 'hipHop', 'bossa'] },
  { name: '128', bpm: [128], styles: ['house', 'rock', 'shuffle'] },
  { name: '160', bpm: [160], styles: ['rock', 'house', 'shuffle'] },
  { name: '174', bpm: [174], styles: ['drumAndBass', 'rock', 'bossa'] },
  ...[96, 140, 200].map((bpm) => ({
    name: `swing ${bpm}`,
    bpm: [bpm],
    styles: ['swing'] as const,
  })),
  ...[90, 120, 150, 180].map((bpm) => ({
    ...{ name: `waltz ${bpm}`, bpm: [bpm] },
    styles: ['waltz', 'danceWaltz', 'jazzWaltz'] as const,
  })),
  { name: '100 → 128', bpm: [100, 128], styles: ['rock', 'house', 'hipHop'] },
];

/** The tempi of the specification, each in a style, with notes, sounds and beginnings that follow from the seed. */
export function knownPieces(seed: number): KnownPiece[] {
  return kinds.map(({ name, bpm, styles }, i) => {
    const style = styles[(seed + i) % styles.length] as StyleName;
    const meter = style.toLowerCase().includes('waltz') ? 3 : 4;
    // 30 seconds, or 20 of each tempo
    const parts = bpm.map((tempo) => ({
      bpm: tempo,
      bars: Math.round(((bpm.length > 1 ? 20 : 30) * tempo) / 60 / meter),
    }));
    const options = {
      ...{ style, parts, seed: 1000 * seed + i },
      leadSeconds: 0.3 + ((7 * seed + 3 * i) % 10) / 8,
      missingBeats: seed % 3 === 0 ? (seed + i) % meter : 0,
      gapSeconds: seed % 2 === 0 ? 1.3 : 0,
    };
    return { name, options };
  });
}

export const play = ({ options }: KnownPiece): Piece => compose(options);
