export { ApiError, UnreachableError } from './api-error.ts';
export { type ClientOptions, DancePoseClient, type JobFilter } from './dance-pose-client.ts';
export { isEnded, type JobEvent } from './job-events.ts';
export type { Sending, UploadProgress } from './send-file.ts';
