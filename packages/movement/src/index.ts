export {
  analyseMovement,
  type MovementAnalysis,
  type PhraseAnalysis,
} from './analyse-movement.ts';
export { beatMetrics, type DancedMusic } from './beat-metrics.ts';
export {
  type CleanOptions,
  type CleanTrack,
  cleanTrack,
  type FrameFormat,
  type Repairs,
} from './clean-track.ts';
export { angleDegrees, type JointAngle, jointAngles, type Point } from './joint-angle.ts';
export { findMotionBeats, type MotionBeat } from './motion-beats.ts';
export { hearMusic, type Music, type MusicBeat, type MusicWithBeat } from './music-analysis.ts';
export { musicSampleRateHz } from './music-onsets.ts';
export { cutPhrases, type Phrase, type Phrases } from './phrases.ts';
export { smoothTrack } from './smooth-track.ts';
export { bodySpeed } from './speeds.ts';
