export type * from './job-queue.ts';
export type * from './ledger.ts';
export * from './memory-queue.ts';
