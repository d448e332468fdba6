import { join } from 'node:path';
import { landmarkId } from '@dance-pose/contracts';
import { angleDegrees, type MovementReport } from '@dance-pose/movement';
import { createTempFolder } from '@dance-pose/runtime';
import {
  createDance,
  type Dance,
  type DanceOptions,
  renderDance,
} from '@dance-pose/synthetic-dancer';
import { type Agreement, agreement } from './agreement.ts';
import { type AnalysedClip, reportOf, type TrackOptions, trackClip } from './track-clip.ts';

export interface AnalysedDance {
  readonly dance: Dance;
  readonly analysed: AnalysedClip;
  readonly measured: MovementReport;
}

const size = { width: 360, height: 480, fps: 25, bpm: 120 };

/** Renders a dance with known ground truth and tracks it with the real model. */
export async function analyseDance(
  options: DanceOptions,
  tracking: TrackOptions = {},
): Promise<AnalysedDance> {
  const dance = createDance({ ...size, ...options });
  await using folder = await createTempFolder('known-dance');
  const outPath = join(folder.path, 'dance.mp4');
  await renderDance({ dance, outPath, signal: new AbortController().signal });
  const analysed = await trackClip(outPath, tracking);
  return { dance, analysed, measured: await reportOf(analysed) };
}

export type Side = 'left' | 'right';
const bones = {
  knee: ['Hip', 'Knee', 'Ankle'],
  elbow: ['Shoulder', 'Elbow', 'Wrist'],
} as const;

/** Agreement of the measured angles of a knee or elbow with the true ones. */
export function compareAngles(
  { dance, measured }: AnalysedDance,
  side: Side,
  joint: keyof typeof bones,
): { readonly inPicture: Agreement; readonly inSpace: Agreement } {
  const [a, vertex, b] = bones[joint].map((part) => landmarkId[`${side}${part}`]) as [
    number,
    number,
    number,
  ];
  const compare = (series: '2d' | '3d', space: 'pixels' | 'world'): Agreement => {
    const found = measured.series.find(({ id }) => id === `${side}-${joint}-angle-${series}`);
    const truth = Array.from({ length: dance.frameCount }, (_, frame) => {
      const at = dance.frameAt(frame)[space];
      return angleDegrees(at[a] ?? [], at[vertex] ?? [], at[b] ?? []);
    });
    return agreement(found?.values ?? [], truth);
  };
  return { inPicture: compare('2d', 'pixels'), inSpace: compare('3d', 'world') };
}
