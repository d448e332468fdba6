import type { JobId } from './ids.ts';
import type { ArtifactName } from './job.ts';

/** Where a job's objects are in the store. Keys are made of ids and our own names, never of users' file names. */
export const objectKeys = {
  /** Where clients send announced files. Nothing reads them here: a job's input is moved away first. */
  uploads: 'uploads/',
  upload: (id: JobId): string => `uploads/${id}`,
  /** What every job's prefix starts with. */
  jobs: 'jobs/',
  /** Everything of one job: deleting this prefix leaves nothing of it. */
  jobPrefix: (id: JobId): string => `jobs/${id}/`,
  input: (id: JobId): string => `jobs/${id}/input`,
  record: (id: JobId): string => `jobs/${id}/job.json`,
  artifacts: (id: JobId): string => `jobs/${id}/artifacts/`,
  artifact: (id: JobId, name: ArtifactName): string => `jobs/${id}/artifacts/${name}`,
} as const;
