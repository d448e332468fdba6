import type { MovementReport } from '@dance-pose/movement';
import { createDance, type DanceOptions } from '@dance-pose/synthetic-dancer';
import type { Agreement } from '../agreement.ts';
import { type ComparedJoint, compareAngles, type Side } from '../angles.ts';
import { type DrawnTrack, renderAndTrack, trackDance, truthOf } from '../drawn/draw-clip.ts';
import { reportOf, withMusic } from '../track-clip.ts';
import type { TrackOptions } from '../track-file.ts';

export interface AnalysedDance extends DrawnTrack {
  readonly measured: MovementReport;
}

const size = { width: 360, height: 480, fps: 25, bpm: 120 };

/** Renders a dance with known ground truth, tracks it with the real model and measures it. */
export async function analyseDance(
  options: DanceOptions,
  tracking: TrackOptions = {},
): Promise<AnalysedDance> {
  const dance = createDance({ ...size, ...options });
  const analysed = await withMusic(await renderAndTrack(dance, tracking));
  return { dance, truth: truthOf(dance), ...analysed, measured: await reportOf(analysed) };
}

/** Like {@link analyseDance}, but tracks the same dance only once. */
export async function cachedDance(
  options: DanceOptions,
  tracking: TrackOptions,
): Promise<AnalysedDance> {
  const tracked = await trackDance({ ...size, ...options }, tracking);
  return { ...tracked, measured: await reportOf(tracked) };
}

/** Agreement of the measured angles of a knee or elbow with the true ones. */
export function compareJoint(
  { measured, truth }: AnalysedDance,
  side: Side,
  joint: ComparedJoint,
): { readonly inPicture: Agreement; readonly inSpace: Agreement } {
  const of = (space: '2d' | '3d') => compareAngles(measured, truth, [{ side, joint, in: space }]);
  return { inPicture: of('2d'), inSpace: of('3d') };
}
