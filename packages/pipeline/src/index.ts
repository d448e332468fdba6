export * from './analyse-file.ts';
export { readLandmarks } from './landmarks-reader.ts';
export { type ReanalyseRequest, reanalyse } from './reanalyse.ts';
