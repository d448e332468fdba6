export { type CleanTrack, cleanTrack } from './clean-track.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './joint-angle.ts';
export { hearMusic } from './music-analysis.ts';
export { musicSampleRateHz } from './music-onsets.ts';
export { type MovementReport, reportMovement } from './report-movement.ts';
export { smoothTrack } from './smooth-track.ts';
export { timeSeriesCsv } from './time-series-csv.ts';
