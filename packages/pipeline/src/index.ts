export * from './analyse-file.ts';
