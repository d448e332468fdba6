import type { JobId } from './ids.ts';
import type { ArtifactName } from './job.ts';

/** Keys of the objects in the store, made of ids and fixed names, never of users' file names. */
export const objectKeys = {
  /** Prefix of announced uploads. Jobs move their input to their own prefix before they read it. */
  uploads: 'uploads/',
  upload: (id: JobId): string => `uploads/${id}`,
  /** Prefix of all jobs. */
  jobs: 'jobs/',
  /** Prefix of everything that belongs to a job. */
  jobPrefix: (id: JobId): string => `jobs/${id}/`,
  input: (id: JobId): string => `jobs/${id}/input`,
  record: (id: JobId): string => `jobs/${id}/job.json`,
  artifacts: (id: JobId): string => `jobs/${id}/artifacts/`,
  artifact: (id: JobId, name: ArtifactName): string => `jobs/${id}/artifacts/${name}`,
  moments: (id: JobId): string => `jobs/${id}/moments/`,
  /** Video of the moment with this index. */
  momentClip: (id: JobId, moment: number): string => `jobs/${id}/moments/${moment}.mp4`,
} as const;
