import { join } from 'node:path';
import type { PoseModel, TrackedClip } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { filteredClip } from '../filtered-clip.ts';
import { type AnalysedClip, cachedClip } from '../track-clip.ts';
import { readTriangulated } from './triangulated.ts';
import { type DemoName, demoFolder, demoVideos } from './wheel.ts';

/** A real man on a beam, with his joints as four cameras place them. */
export interface DemoTrack extends AnalysedClip {
  readonly truth: TrackedClip;
}

/**
 * Boxes over the other person, who stands nearer to the cameras, as shares of the picture: the engine follows one
 * person, and the truth is only known for the other.
 */
const masks: Partial<Record<DemoName, string>> = {
  'two people, camera 1': 'drawbox=x=iw*0.5:y=ih*0.36:w=iw*0.5:h=ih*0.6:color=gray:t=fill',
  'two people, camera 2': 'drawbox=x=0:y=ih*0.3:w=iw*0.3:h=ih*0.55:color=gray:t=fill',
};

/** @throws without the real clips of {@link testdata}, or if the videos cannot be downloaded. */
export async function trackDemo(name: DemoName, model: PoseModel): Promise<DemoTrack> {
  const { file, camera } = demoVideos[name];
  const path = join(await demoFolder(), file);
  const mask = masks[name];
  const analysed =
    mask === undefined
      ? await cachedClip(path, { model })
      : await filteredClip(path, ['-vf', mask, '-crf', '16'], { model });
  const { source } = analysed.clip;
  return {
    ...analysed,
    truth: await readTriangulated(join(testdata, 'gt/pose2sim'), camera, source),
  };
}
