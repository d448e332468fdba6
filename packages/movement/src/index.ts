export { angleDegrees, type JointAngle, jointAngles, type Point } from './joint-angle.ts';
export { smoothTrack } from './smooth-track.ts';
