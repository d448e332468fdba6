export * from './disk/disk-store.ts';
export * from './disk/init-disk.ts';
export * from './disk/signed-object-handler.ts';
export type * from './init-step.ts';
export * from './memory/memory-store.ts';
export type * from './object-store.ts';
export * from './s3/init-s3.ts';
export * from './s3/inspect-s3.ts';
export * from './s3/s3-store.ts';
