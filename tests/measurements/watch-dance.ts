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
import { reportOf, type WatchedClip, type WatchOptions, watchClip } from './watch-clip.ts';

export interface WatchedDance {
  readonly dance: Dance;
  readonly watched: WatchedClip;
  readonly measured: MovementReport;
}

const size = { width: 360, height: 480, fps: 25, bpm: 120 };

/** Films a dance of which everything is known, and has the real model look at the film. */
export async function watchDance(
  options: DanceOptions,
  look: WatchOptions = {},
): Promise<WatchedDance> {
  const dance = createDance({ ...size, ...options });
  await using folder = await createTempFolder('known-dance');
  const outPath = join(folder.path, 'dance.mp4');
  await renderDance({ dance, outPath, signal: new AbortController().signal });
  const watched = await watchClip(outPath, look);
  return { dance, watched, measured: await reportOf(watched) };
}

export type Side = 'left' | 'right';
const bones = {
  knee: ['Hip', 'Knee', 'Ankle'],
  elbow: ['Shoulder', 'Elbow', 'Wrist'],
} as const;

/** The angles of a knee or elbow that were measured, against the true ones. */
export function compareAngles(
  { dance, measured }: WatchedDance,
  side: Side,
  joint: keyof typeof bones,
): { readonly inPicture: Agreement; readonly inSpace: Agreement } {
  const [a, vertex, b] = bones[joint].map((part) => landmarkId[`${side}${part}`]) as [
    number,
    number,
    number,
  ];
  const compare = (series: '2d' | '3d', places: 'pixels' | 'world'): Agreement => {
    const found = measured.series.find(({ id }) => id === `${side}-${joint}-angle-${series}`);
    const truth = Array.from({ length: dance.frameCount }, (_, frame) => {
      const at = dance.frameAt(frame)[places];
      return angleDegrees(at[a] ?? [], at[vertex] ?? [], at[b] ?? []);
    });
    return agreement(found?.values ?? [], truth);
  };
  return { inPicture: compare('2d', 'pixels'), inSpace: compare('3d', 'world') };
}
