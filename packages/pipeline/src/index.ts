export * from './analyse-file.ts';
export { type ReanalyseRequest, reanalyse } from './reanalyse.ts';
export { readLandmarks } from './track/landmarks-reader.ts';
