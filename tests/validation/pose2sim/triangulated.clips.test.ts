import { join } from 'node:path';
import { hasTestdata, testdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { type ComparedJoint, compareAngles, sides } from '../angles.ts';
import { reportOf, trackClip } from '../track-clip.ts';
import { readTriangulated } from './triangulated.ts';

const real = hasTestdata ? describe : describe.skip;

/**
 * The reference is accurate to a few centimetres, and its hips are not the model's, so these bounds are no
 * measure of accuracy; they check that nothing is worse than in docs/validation.md.
 */
real("a balancing man, against Pose2Sim's joints from four cameras", () => {
  test('angles in the picture are as accurate as with the lite model before', async () => {
    const analysed = await trackClip(join(testdata, 'videos/pose2sim_single_cam01.mp4'));
    const folder = join(testdata, 'gt/pose2sim');
    const truth = await readTriangulated(folder, 'cam_01', analysed.clip.source);
    const measured = await reportOf(analysed);
    const of = (joint: ComparedJoint) =>
      compareAngles(
        measured,
        truth,
        sides.map((side) => ({ side, joint, in: '2d' })),
      );
    expect(of('knee').meanError).toBeLessThan(12);
    expect(of('hip').meanError).toBeLessThan(8.5);
    expect(of('hip').correlation).toBeGreaterThan(0.85);
    expect(of('elbow').meanError).toBeLessThan(20);
    expect(of('shoulder').meanError).toBeLessThan(7);
    expect(of('shoulder').correlation).toBeGreaterThan(0.95);
    for (const joint of ['knee', 'hip', 'elbow', 'shoulder'] as const) {
      expect(of(joint).count).toBeGreaterThan(190);
    }
  }, 600_000);
});
