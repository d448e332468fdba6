import { expect, test } from '@jest/globals';
import { intervalFigures, judge } from '../intervals.ts';
import { reportOf } from '../track-clip.ts';
import { trueValues } from '../true-values.ts';
import { trackDance } from './draw-clip.ts';
import { drawnLegs, judgeLeg, legChecks } from './legs-part.ts';
import { drawnClips } from './plan.ts';
import { drawnPlies, judgePlie, plieChecks } from './plies-part.ts';

// Short forms of the parts of `pnpm validate`, on some of their clips.

const broken = (checks: ReturnType<typeof plieChecks>) => checks.filter(({ holds }) => !holds);

test('pliés of 60° from the front and 30°, and of 90° from 60°', async () => {
  const some = drawnPlies.filter(
    ({ azimuth, bend, position }) => position === 'second' && bend === (azimuth === 60 ? 90 : 60),
  );
  const plies = await Promise.all(some.map((plie) => judgePlie(plie)));
  expect(plies).toHaveLength(3);
  expect(broken(plieChecks(plies))).toEqual([]);
}, 600_000);

test('legs in the air, side on and end on', async () => {
  const some = drawnLegs.filter(
    ({ raise, azimuth, direction }) =>
      raise === 80 &&
      (azimuth === 90
        ? direction !== 'to the front'
        : azimuth === 0 && direction === 'to the side'),
  );
  const legs = await Promise.all(some.map((leg) => judgeLeg(leg)));
  expect(broken(legChecks(legs))).toEqual([]);
}, 600_000);

test('most intervals of two dances that the error model does not know have the truth in them', async () => {
  const clips = drawnClips('test')
    .filter(({ model }) => model === 'lite')
    .slice(0, 2);
  const judged = await Promise.all(
    clips.map(async ({ dance, model }) => {
      const track = await trackDance(dance, { model });
      const { report } = await reportOf(track);
      return judge(report.metrics, (await trueValues(track)).ofClip);
    }),
  );
  const { coverage, withoutError } = intervalFigures(judged.flat());
  expect(coverage).toBeGreaterThan(0.85);
  expect(withoutError).toBeLessThan(0.3);
}, 600_000);
