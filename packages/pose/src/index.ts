export type * from './pose-engine.ts';
