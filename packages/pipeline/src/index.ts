export * from './analyse-file.ts';
export { type ReanalyseRequest, reanalyse } from './reanalyse.ts';
