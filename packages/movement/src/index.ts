export { type CleanTrack, cleanTrack } from './cleaning/clean-track.ts';
export { smoothTrack } from './cleaning/smooth-track.ts';
export { analyseMusic } from './music/analyse-music.ts';
export { type GivenMusic, hearMusic } from './music/hear-music.ts';
export { collectMusicFeatures, musicSampleRateHz } from './music/music-features.ts';
export { buildReport, type MovementReport } from './report/build-report.ts';
export { timeSeriesCsv } from './report/time-series-csv.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './series/joint-angle.ts';
