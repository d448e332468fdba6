import type { CleanTrack } from '@dance-pose/movement';
import { countKnown, withoutGaps } from './gap-filling.ts';
import { type Coordinate, openSimAngles } from './open-sim-angles.ts';

/** Of the rows: a coordinate that is known in fewer would be more line than measurement. */
const leastKnown = 0.5;

/** Rows that are handed on at once: single ones would cost more to pass on than to make. */
const rowsAtOnce = 256;

/**
 * The dancer's joint angles as an OpenSim motion (`.mot`), in degrees, from the world landmarks; see
 * {@link openSimAngles}. Where the pelvis is in the room is not in it: one camera does not tell.
 *
 * The format has no missing values. OpenSim's `Storage`, which shows and uses motions, silently reads nothing
 * right after a `nan`, and takes an empty cell's neighbour for it. So a frame in which nothing is known has no
 * row, a coordinate that is known in less than half of the rows has no column, and what is missing within a
 * column lies on a straight line between its neighbours; the header counts those values.
 * @returns pieces of the file.
 */
export function* motFile(track: CleanTrack): Generator<string> {
  const all = openSimAngles(track);
  const frames = Array.from({ length: track.frameCount }, (_, frame) => frame).filter((frame) =>
    all.some(({ degrees }) => !Number.isNaN(degrees[frame])),
  );
  const rows = all.map(({ name, degrees }) => ({
    name,
    degrees: Float64Array.from(frames, (frame) => degrees[frame] ?? Number.NaN),
  }));
  const isKnown = ({ degrees }: Coordinate): boolean =>
    frames.length > 0 && countKnown(degrees) >= leastKnown * frames.length;
  const columns = rows.filter(isKnown);
  const left = rows.filter((row) => !isKnown(row));
  yield header(columns, left, frames.length);
  const filled = columns.map(({ degrees }) => withoutGaps(degrees));
  for (let from = 0; from < frames.length; from += rowsAtOnce) {
    const lines = frames.slice(from, from + rowsAtOnce).map((frame, i) => {
      const cells = filled.map((degrees) => (degrees[from + i] ?? 0).toFixed(4));
      return `${[(frame / track.fps).toFixed(6), ...cells].join('\t')}\n`;
    });
    yield lines.join('');
  }
}

function header(columns: readonly Coordinate[], left: readonly Coordinate[], rows: number): string {
  const missing = columns
    .map(({ name, degrees }) => ({ name, count: rows - countKnown(degrees) }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${count}`);
  // No sign of equality in free lines: OpenSim would take them for settings.
  const lines = [
    'Coordinates',
    'version=1',
    `nRows=${rows}`,
    `nColumns=${columns.length + 1}`,
    'inDegrees=yes',
    '',
    'Joint angles of a dancer seen by one camera: the depth is estimated, so they are approximate.',
    `Values on a straight line between measured ones: ${missing.join(', ') || 'none'}.`,
    `Left out, measured in less than half of the rows: ${left.map(({ name }) => name).join(', ') || 'none'}.`,
    '',
    'endheader',
    ['time', ...columns.map(({ name }) => name)].join('\t'),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
