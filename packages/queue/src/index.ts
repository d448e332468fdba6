export type * from './job-queue.ts';
export type * from './ledger.ts';
