export type {
  Artifact,
  ArtifactName,
  ErrorCode,
  JobDocument,
  JobError,
  JobId,
  JobList,
  JobOptionsInput,
  JobProgress,
  JobState,
  Problem,
  Warning,
} from '@dance-pose/contracts';
export { ApiError, UnreachableError } from './api-error.ts';
export {
  type ClientOptions,
  DancePoseClient,
  type JobFilter,
  type NewJobFile,
  type Waiting,
} from './dance-pose-client.ts';
export { type Download, DownloadError, type DownloadProgress, type Receiving } from './download.ts';
export { isEnded, type JobEvent } from './job-events.ts';
export type { Sending, UploadProgress } from './send-file.ts';
