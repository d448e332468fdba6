import { landmarkNames } from '@dance-pose/contracts';
import type { CleanTrack } from '@dance-pose/movement';
import { placeAt } from './open-sim-space.ts';

/** `left_foot_index`: MediaPipe's own spelling, which Pose2Sim's marker set for OpenSim has as well. */
const markerNames = landmarkNames.map((name) =>
  name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
);

/** Rows that are handed on at once: single ones would cost more to pass on than to make. */
const rowsAtOnce = 64;

/**
 * The dancer as markers for OpenSim (`.trc`): the 33 world landmarks as they were measured, in metres, y up,
 * the origin between the hips of each frame. How far the dancer travels or jumps is not in it: one camera does
 * not tell the distance.
 *
 * What is not known is `nan`. Empty cells, which some programs write, make OpenSim's reader miscount the row
 * when they stand at its end, and readers that split at white space put the rest under wrong markers.
 * @returns pieces of the file.
 */
export function* trcFile(track: CleanTrack): Generator<string> {
  yield header(track);
  for (let from = 0; from < track.frameCount; from += rowsAtOnce) {
    let rows = '';
    for (let frame = from; frame < Math.min(track.frameCount, from + rowsAtOnce); frame += 1) {
      rows += row(track, frame);
    }
    yield rows;
  }
}

function header({ fps, frameCount }: CleanTrack): string {
  const rate = String(Math.round(fps * 1e6) / 1e6);
  const keys =
    'DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame OrigNumFrames';
  const values = [rate, rate, frameCount, markerNames.length, 'm', rate, 1, frameCount];
  const lines = [
    ['PathFileType', '4', '(X/Y/Z)', 'markers.trc'],
    keys.split(' '),
    values,
    ['Frame#', 'Time', ...markerNames.flatMap((name) => [name, '', ''])],
    ['', '', ...markerNames.flatMap((_, id) => [`X${id + 1}`, `Y${id + 1}`, `Z${id + 1}`])],
    [],
  ];
  return lines.map((cells) => `${cells.join('\t')}\n`).join('');
}

function row(track: CleanTrack, frame: number): string {
  const places = landmarkNames.flatMap((_, id) => placeAt(track, id, frame));
  const cells = places.map((metres) => (Number.isNaN(metres) ? 'nan' : metres.toFixed(5)));
  return `${frame + 1}\t${(frame / track.fps).toFixed(6)}\t${cells.join('\t')}\n`;
}
