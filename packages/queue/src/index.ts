export * from './bull-consumer.ts';
export * from './bull-queue.ts';
export type * from './job-queue.ts';
export type * from './ledger.ts';
export type * from './limiter.ts';
export * from './memory-limiter.ts';
export * from './memory-queue.ts';
export * from './redis-ledger.ts';
export * from './redis-limiter.ts';
