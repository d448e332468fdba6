// Thresholds shared by metrics, summary and pages, so that they never contradict each other.

/** A movement within this many milliseconds of a beat is on it: the error of camera, sound and tracking. */
export const onBeatWithinMs = 40;

/** `squareness` from which the dancer faces the camera or has their back to it: cosine of 37°. */
export const frontalFrom = 0.8;
