import type { CleanTrack } from '../cleaning/clean-track.ts';
import { filterRuns } from '../cleaning/gaps.ts';
import { bodyPoints } from '../series/body-points.ts';
import { at, type PixelPath } from '../series/landmark-paths.ts';
import { lowPass } from '../series/low-pass.ts';
import { rateOfChange, type Signal, signalOf, valueAt } from '../series/signal.ts';
import { bodySpeed, meanSignal, speedOf } from './speeds.ts';

/**
 * Mean speed of the dancer's joints like {@link bodySpeed}, without the delay of an engine that smooths: when the dancer
 * moves, not how much. Frames that are NaN there are NaN here.
 */
export function undelayedSpeed(track: CleanTrack): Signal {
  if (!track.isSmoothed) return bodySpeed(track);
  return meanSignal(
    bodyPoints.map((id) => {
      const { x, y } = at(track.pixels, id);
      const path: PixelPath = { x: undelayed(x, track), y: undelayed(y, track) };
      return speedOf(path, track);
    }),
  );
}

/**
 * MediaPipe's One-Euro filter (Casiez et al. 2012, with the settings of its pose landmarker): a low-pass of first order
 * whose cutoff in Hz grows with the speed, in sides of the ROI a second, itself smoothed with 1 Hz.
 */
const filter = { minCutoff: 0.05, beta: 80, speedCutoff: 1 };

/** Side of the ROI in trunk lengths: 2.5 times the distance from the hips to the hands or feet that are furthest away. */
const roiSide = 4;

/** A landmark that hardly moves is noise; a longer delay would only enlarge it. */
const longestDelaySeconds = 0.1;

/** Passes: the speed on which the delay depends is known better after the first. */
const passes = 2;

/** Cutoff against the noise that is enlarged, as in the cleaning. */
const cutoffHz = 6;

/** Undoes the filter: its input is its output plus the rate of change of the output times its time constant. */
function undelayed(smoothed: Signal, { fps, scale }: CleanTrack): Signal {
  const rate = rateOfChange(smoothed, fps);
  let path = smoothed;
  for (let pass = 0; pass < passes; pass += 1) {
    const delay = delaysOf(path, fps, roiSide * scale.pixels);
    path = signalOf(smoothed.length, (i) => {
      const later = valueAt(smoothed, i) + valueAt(delay, i) * valueAt(rate, i);
      return Number.isNaN(later) ? valueAt(smoothed, i) : later;
    });
  }
  filterRuns(path, (run) => lowPass(run, { cutoffHz, fps }));
  return path;
}

/** Time constants of the filter in seconds, as it follows a path. @param side of the ROI in pixels. */
function delaysOf(path: Signal, fps: number, side: number): Signal {
  const weight = 1 / (1 + fps / (2 * Math.PI * filter.speedCutoff));
  let speed = 0;
  return signalOf(path.length, (i) => {
    const change = ((valueAt(path, i) - valueAt(path, i - 1)) * fps) / side;
    speed = Number.isNaN(change) ? 0 : speed + weight * (change - speed);
    const cutoff = filter.minCutoff + filter.beta * Math.abs(speed);
    return Math.min(longestDelaySeconds, 1 / (2 * Math.PI * cutoff));
  });
}

/**
 * Mean delay that is left, in ms: 4 ± 7 over 56 drawn dances that the engine tracked (22 ± 10 before), more for slow ones.
 * The networks also see the frames before.
 */
const delayLeftMs = 4;

/** Mean delay of {@link undelayedSpeed}, in ms. */
export const delayLeft = ({ isSmoothed }: CleanTrack): number => (isSmoothed ? delayLeftMs : 0);
