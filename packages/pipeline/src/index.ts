export * from './analyse-file.ts';
export { type CutMomentRequest, cutMoment } from './cut-moment.ts';
export { type ReanalyseRequest, reanalyse } from './reanalyse.ts';
export { readLandmarks } from './track/landmarks-reader.ts';
