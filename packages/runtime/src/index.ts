export * from './api-keys.ts';
export * from './engine-env.ts';
export * from './env.ts';
export * from './logger.ts';
export * from './service-env.ts';
export * from './shutdown.ts';
export * from './temp-folder.ts';
export * from './worker-env.ts';
