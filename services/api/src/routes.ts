import { cancelJob } from './handlers/cancel-job.ts';
import { createJob } from './handlers/create-job.ts';
import { createUpload } from './handlers/create-upload.ts';
import { cutMoment } from './handlers/cut-moment.ts';
import { deleteJob } from './handlers/delete-job.ts';
import { describeApi } from './handlers/describe-api.ts';
import { followJob } from './handlers/follow-job.ts';
import { getArtifact } from './handlers/get-artifact.ts';
import { getInput } from './handlers/get-input.ts';
import { getJob } from './handlers/get-job.ts';
import { getMomentClip } from './handlers/get-moment-clip.ts';
import { health } from './handlers/health.ts';
import { legacyDownload } from './handlers/legacy-download.ts';
import { legacyPreview } from './handlers/legacy-preview.ts';
import { legacyUpload } from './handlers/legacy-upload.ts';
import { listJobs } from './handlers/list-jobs.ts';
import { livez } from './handlers/livez.ts';
import { readyz } from './handlers/readyz.ts';
import { reanalyseJob } from './handlers/reanalyse-job.ts';
import { rerenderJob } from './handlers/rerender-job.ts';
import { retryJob } from './handlers/retry-job.ts';
import { getSession, signIn, signOut } from './handlers/session.ts';
import type { Route } from './http/endpoint.ts';

/** All routes; `/openapi.json` is generated from them. */
export const routes: readonly Route[] = [
  { method: 'post', path: '/v1/jobs', endpoint: createJob },
  { method: 'get', path: '/v1/jobs', endpoint: listJobs },
  { method: 'get', path: '/v1/jobs/:id', endpoint: getJob },
  { method: 'delete', path: '/v1/jobs/:id', endpoint: deleteJob },
  { method: 'get', path: '/v1/jobs/:id/events', endpoint: followJob },
  { method: 'post', path: '/v1/jobs/:id/cancel', endpoint: cancelJob },
  { method: 'post', path: '/v1/jobs/:id/retry', endpoint: retryJob },
  { method: 'post', path: '/v1/jobs/:id/reanalyse', endpoint: reanalyseJob },
  { method: 'post', path: '/v1/jobs/:id/rerender', endpoint: rerenderJob },
  { method: 'get', path: '/v1/jobs/:id/artifacts/:name', endpoint: getArtifact },
  { method: 'get', path: '/v1/jobs/:id/input', endpoint: getInput },
  { method: 'post', path: '/v1/jobs/:id/moments/:n/clip', endpoint: cutMoment },
  { method: 'get', path: '/v1/jobs/:id/moments/:n/clip', endpoint: getMomentClip },
  { method: 'post', path: '/v1/uploads', endpoint: createUpload },

  // For the dashboard: the API key stays in a cookie that scripts cannot read.
  { method: 'get', path: '/v1/session', endpoint: getSession },
  { method: 'post', path: '/v1/session', endpoint: signIn },
  { method: 'delete', path: '/v1/session', endpoint: signOut },

  // The routes of the original Python app.
  { method: 'post', path: '/upload', endpoint: legacyUpload },
  { method: 'get', path: '/preview/:file', endpoint: legacyPreview },
  { method: 'get', path: '/download/:file', endpoint: legacyDownload },
  { method: 'get', path: '/health', endpoint: health },

  { method: 'get', path: '/livez', endpoint: livez },
  { method: 'get', path: '/readyz', endpoint: readyz },
  { method: 'get', path: '/openapi.json', endpoint: describeApi },
];
