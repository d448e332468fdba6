import { landmarkNames } from '@dance-pose/contracts';
import type { CleanTrack } from '@dance-pose/movement';
import { positionAt } from './open-sim-space.ts';

/** `left_foot_index`: MediaPipe's own spelling, which Pose2Sim's marker set for OpenSim also uses. */
const markerNames = landmarkNames.map((name) =>
  name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
);

/** Rows per chunk: a chunk per row would cost more to pass on than to compute. */
const rowsPerChunk = 64;

/**
 * Writes the dancer as OpenSim markers (`.trc`): the 33 cleaned world landmarks in metres, y up, with the origin
 * between the hips of each frame. Travel and jumps are not included, because one camera cannot measure the distance.
 *
 * Unknown values are `nan`. Some programs write empty cells instead, but at the end of a row these make
 * OpenSim's reader miscount the cells, and readers that split at white space assign values to wrong markers.
 * @returns chunks of the file.
 */
export function* trcFile(track: CleanTrack): Generator<string> {
  yield header(track);
  for (let from = 0; from < track.frameCount; from += rowsPerChunk) {
    let rows = '';
    for (let frame = from; frame < Math.min(track.frameCount, from + rowsPerChunk); frame += 1) {
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
  const coordinates = landmarkNames.flatMap((_, id) => positionAt(track, id, frame));
  const cells = coordinates.map((metres) => (Number.isNaN(metres) ? 'nan' : metres.toFixed(5)));
  return `${frame + 1}\t${(frame / track.fps).toFixed(6)}\t${cells.join('\t')}\n`;
}
