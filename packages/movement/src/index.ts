export {
  analyseMovement,
  type MovementAnalysis,
  type PhraseAnalysis,
} from './analyse-movement.ts';
export {
  type CleanOptions,
  type CleanTrack,
  cleanTrack,
  type FrameFormat,
  type Repairs,
} from './clean-track.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './joint-angle.ts';
export type { Confidence, Metric, Series, Validity } from './metric.ts';
export { smoothTrack } from './smooth-track.ts';
export { bodySpeed } from './speeds.ts';
