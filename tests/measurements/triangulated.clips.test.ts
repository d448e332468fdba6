import { hasTestdata } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { measureTriangulated } from './measure-triangulated.ts';

const real = hasTestdata ? describe : describe.skip;

/**
 * The reference is accurate to a few centimetres, and its hips are not the model's, so these bounds are no
 * measure of accuracy; they check that nothing is worse than in docs/accuracy.md.
 */
real("a balancing man, against Pose2Sim's joints from four cameras", () => {
  test('joints and angles in the picture are as accurate as with the lite model before', async () => {
    const { angles, distance, lagMs } = await measureTriangulated('lite');
    expect(distance).toBeLessThan(0.08);
    expect(lagMs).toBeGreaterThan(0);
    expect(lagMs).toBeLessThan(35);
    const { knee, hip, elbow, shoulder } = angles;
    expect(knee.both.meanError).toBeLessThan(12);
    expect(knee.left.correlation).toBeGreaterThan(0.65);
    expect(hip.both.meanError).toBeLessThan(8.5);
    expect(hip.both.correlation).toBeGreaterThan(0.85);
    expect(elbow.both.meanError).toBeLessThan(20);
    expect(shoulder.both.meanError).toBeLessThan(7);
    expect(shoulder.both.correlation).toBeGreaterThan(0.95);
    for (const { both } of Object.values(angles)) expect(both.count).toBeGreaterThan(190);
  }, 600_000);
});
