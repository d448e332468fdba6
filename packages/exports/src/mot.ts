import type { CleanTrack } from '@dance-pose/movement';
import { countKnown, withoutGaps } from './gap-filling.ts';
import { type Coordinate, openSimAngles } from './open-sim-angles.ts';

/** Minimum share of known rows: a coordinate below it would be mostly interpolation. */
const minKnownShare = 0.5;

/** Rows per chunk: a chunk per row would cost more to pass on than to compute. */
const rowsPerChunk = 256;

/**
 * Writes the dancer's joint angles as an OpenSim motion (`.mot`), in degrees, from the world landmarks; see
 * {@link openSimAngles}. It has no position of the pelvis in the room, which one camera cannot measure.
 *
 * The format has no missing values: OpenSim's `Storage` silently misreads whatever follows a `nan`, and takes
 * an empty cell's neighbour for it. So a frame without any known value has no row, a coordinate that is known in
 * less than half of the rows has no column, and other missing values are interpolated linearly; the header
 * counts them.
 * @returns chunks of the file.
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
    frames.length > 0 && countKnown(degrees) >= minKnownShare * frames.length;
  const columns = rows.filter(isKnown);
  const omitted = rows.filter((row) => !isKnown(row));
  yield header(columns, omitted, frames.length);
  const filled = columns.map(({ degrees }) => withoutGaps(degrees));
  for (let from = 0; from < frames.length; from += rowsPerChunk) {
    const lines = frames.slice(from, from + rowsPerChunk).map((frame, i) => {
      const cells = filled.map((degrees) => (degrees[from + i] ?? 0).toFixed(4));
      return `${[(frame / track.fps).toFixed(6), ...cells].join('\t')}\n`;
    });
    yield lines.join('');
  }
}

function header(
  columns: readonly Coordinate[],
  omitted: readonly Coordinate[],
  rows: number,
): string {
  const missing = columns
    .map(({ name, degrees }) => ({ name, count: rows - countKnown(degrees) }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${count}`);
  // No equals sign in free text: OpenSim would parse it as a setting.
  const lines = [
    'Coordinates',
    'version=1',
    `nRows=${rows}`,
    `nColumns=${columns.length + 1}`,
    'inDegrees=yes',
    '',
    'Joint angles of a dancer seen by one camera: the depth is estimated, so they are approximate.',
    `Linearly interpolated values: ${missing.join(', ') || 'none'}.`,
    `Omitted, measured in less than half of the rows: ${omitted.map(({ name }) => name).join(', ') || 'none'}.`,
    '',
    'endheader',
    ['time', ...columns.map(({ name }) => name)].join('\t'),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
