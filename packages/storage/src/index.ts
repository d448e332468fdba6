export * from './disk-store.ts';
export * from './init-disk.ts';
export * from './init-s3.ts';
export type * from './init-step.ts';
export * from './inspect-s3.ts';
export * from './memory-store.ts';
export type * from './object-store.ts';
export * from './s3-store.ts';
export * from './signed-object-handler.ts';
