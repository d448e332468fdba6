export { type CleanTrack, cleanTrack } from './cleaning/clean-track.ts';
export { smoothTrack } from './cleaning/smooth-track.ts';
export {
  type AngleErrorFactors,
  expectedAngleError,
  type SeenJoint,
} from './errors/angle-errors.ts';
export {
  type Calibration,
  formatCalibration,
  terms as calibrationTerms,
} from './errors/calibration.ts';
export {
  corrected,
  errorScale,
  expectedError,
  type Shape,
  type Uncertain,
} from './errors/error-model.ts';
export {
  canBeBiased,
  type ErrorKind,
  errorKindOf,
  errorKinds,
  familyOf,
  mostError,
} from './errors/metric-family.ts';
export { beatMetricsOf } from './metrics/beat-metrics.ts';
export { analyseMusic } from './music/analyse-music.ts';
export { hearMusic } from './music/hear-music.ts';
export { collectMusicFeatures } from './music/music-features.ts';
export { musicSampleRateHz } from './music/music-sample-rate.ts';
export {
  buildReport,
  type MeasuredDance,
  type MovementReport,
  measureDance,
  uncertainMetricsOf,
} from './report/build-report.ts';
export { timeSeriesCsv } from './report/time-series-csv.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './series/joint-angle.ts';
export { commonDeviationMs } from './timing/timing-accuracy.ts';
