// What the summary, the page and the metrics of one report must agree on, so that they never contradict each other.

/** A movement this near to a beat, in milliseconds, is on it: camera, sound and measuring may be off by as much. */
export const onBeatWithinMs = 40;

/** From this `squareness` on the dancer faces the camera or turns their back to it: the cosine of 37°. */
export const frontalFrom = 0.8;
