export * from './analysis-options.ts';
export * from './body-parts.ts';
export * from './errors.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './job.ts';
export * from './job-options.ts';
export * from './landmarks.ts';
export * from './media.ts';
export * from './metric.ts';
export * from './metrics/find-metric.ts';
export * from './metrics/metric-catalogue.ts';
export type { MetricDirection, MetricEntry, MetricUnit } from './metrics/metric-entry.ts';
export * from './metrics/metric-sections.ts';
export * from './metrics/series-catalogue.ts';
export * from './moments/moment.ts';
export * from './moments/moment-clip.ts';
export * from './moments/moment-name.ts';
export * from './music/music-features.ts';
export * from './music/music-limits.ts';
export * from './music/music-options.ts';
export * from './object-keys.ts';
export * from './parse.ts';
export * from './pixels.ts';
export * from './problem.ts';
export * from './quantities.ts';
export * from './read-report.ts';
export * from './report.ts';
export * from './report-bounds.ts';
export * from './retention.ts';
export { isNoEvent, isNone } from './sentences/absence.ts';
export { type SentenceCode, say, warn } from './sentences/say.ts';
export {
  type Sentence,
  type SentenceValues,
  type SummarySentence,
  sentenceSchema,
} from './sentences/sentence.ts';
export type { PairedPart, SentencePart } from './sentences/words.ts';
export * from './size.ts';
export * from './track-file/read-track.ts';
export {
  type TrackFrame,
  type TrackHeader,
  type TrackLandmark,
  type TrackPoint,
  type TrackWorldPoint,
  trackHeaderBytes,
} from './track-file/track-layout.ts';
export * from './track-file/write-track.ts';
export * from './upgrade-report.ts';
export * from './views.ts';
export * from './warnings.ts';
