export { angleDegrees, type JointAngle, jointAngles, type Point } from './joint-angle.ts';
export type { Confidence, Metric, Series, Validity } from './metric.ts';
export { smoothTrack } from './smooth-track.ts';
