export { type CleanTrack, cleanTrack } from './cleaning/clean-track.ts';
export { smoothTrack } from './cleaning/smooth-track.ts';
export { hearMusic } from './music/music-analysis.ts';
export { musicSampleRateHz } from './music/music-onsets.ts';
export { type MovementReport, reportMovement } from './report/report-movement.ts';
export { timeSeriesCsv } from './report/time-series-csv.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './series/joint-angle.ts';
