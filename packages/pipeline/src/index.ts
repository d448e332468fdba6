export type * from './analyse-file.ts';
