export { type CleanTrack, cleanTrack } from './cleaning/clean-track.ts';
export { smoothTrack } from './cleaning/smooth-track.ts';
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
export { type GivenMusic, hearMusic } from './music/hear-music.ts';
export { collectMusicFeatures, musicSampleRateHz } from './music/music-features.ts';
export { commonDeviationMs } from './music/timing-accuracy.ts';
export {
  buildReport,
  type MeasuredDance,
  type MovementReport,
  measureDance,
  uncertainMetricsOf,
} from './report/build-report.ts';
export { timeSeriesCsv } from './report/time-series-csv.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './series/joint-angle.ts';
