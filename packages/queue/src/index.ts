export * from './bull-consumer.ts';
export * from './bull-queue.ts';
export type * from './job-queue.ts';
export type * from './ledger.ts';
export * from './memory-queue.ts';
export * from './redis-ledger.ts';
