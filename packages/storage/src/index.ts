export * from './disk-store.ts';
export * from './memory-store.ts';
export type * from './object-store.ts';
export * from './s3-store.ts';
export * from './signed-object-handler.ts';
