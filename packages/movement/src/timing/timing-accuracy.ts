/** Standard deviations over dances, in ms: of the delay that is left, and of the beats that were heard. */
const lagDeviationMs = 6;
const beatsDeviationMs = 3;

/** Standard deviation of what all movements of a clip are wrong by together; more movements do not make it smaller. */
export const commonDeviationMs = (fps: number): number =>
  Math.hypot(lagDeviationMs, beatsDeviationMs, exposureDeviationMs(fps));

/** The picture of a frame was taken at some time within half a frame of its timestamp: a uniform distribution. */
const exposureDeviationMs = (fps: number): number => 500 / fps / Math.sqrt(12);
