export { readWorkerSettings as readSettings, type WorkerSettings } from '@dance-pose/runtime';
