import type { JobDocument } from '@dance-pose/contracts';
import { duration, moment, printable, size, table } from '../format.ts';

const nameWidth = 28;

function shortName(name: string): string {
  const letters = [...printable(name)];
  return letters.length <= nameWidth
    ? letters.join('')
    : `${letters.slice(0, nameWidth - 1).join('')}…`;
}

/** Time since the start of the job, up to its end. */
function took({ startedAt, finishedAt }: JobDocument, now: number): string {
  if (startedAt === null) return '';
  return duration((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt));
}

/** `43 %, track, 120 of 300 frames, 24.1 fps, 7.0 s left` */
export function describeProgress({ state, progress, error }: JobDocument): string {
  if (error !== null) return error.code;
  if (progress === null || state !== 'active') return '';
  const { percent, stage, framesDone, framesTotal, framesPerSecond, etaSeconds } = progress;
  return [
    `${Math.floor(percent)} %`,
    stage,
    ...(framesTotal === 0 ? [] : [`${framesDone} of ${framesTotal} frames`]),
    ...(framesPerSecond === null ? [] : [`${framesPerSecond.toFixed(1)} fps`]),
    ...(etaSeconds === null ? [] : [`${duration(etaSeconds * 1000)} left`]),
  ].join(', ');
}

/** One line per job, newest first. */
export function describeJobs(jobs: readonly JobDocument[], now: number): string {
  const rows = jobs.map((job) => [
    job.id,
    job.state,
    shortName(job.source.fileName),
    size(job.source.sizeBytes),
    moment(job.createdAt),
    took(job, now),
    describeProgress(job),
  ]);
  return table([['ID', 'STATE', 'FILE', 'SIZE', 'SUBMITTED', 'TOOK', ''], ...rows]);
}

/** Details of a job, one per line, with its error or its notes and files. */
export function describeJob(job: JobDocument, now: number): string {
  const { id, state, source, createdAt, startedAt, finishedAt, expiresAt, attempts } = job;
  const rows = [
    ['job', id],
    ['state', [state, describeProgress(job)].filter(Boolean).join(', ')],
    ['file', `${printable(source.fileName)}, ${size(source.sizeBytes)}`],
    ['clip', describeInput(job)],
    [
      'based on',
      source.basedOn === undefined ? '' : `${source.basedOn.jobId} (${source.basedOn.how})`,
    ],
    ['submitted', moment(createdAt)],
    ['started', startedAt === null ? '' : moment(startedAt)],
    ['ended', finishedAt === null ? '' : `${moment(finishedAt)}, after ${took(job, now)}`],
    ['attempts', `${attempts}`],
    ['model', job.options.model],
    ['expires', expiresAt === null ? '' : moment(expiresAt)],
    ['URL', job.links.self],
  ].filter(([, value]) => value !== '');
  return [table(rows), ...describeEnd(job)].join('\n');
}

function describeInput({ input }: JobDocument): string {
  if (input === null) return '';
  const picture = `${input.width}×${input.height}`;
  if (input.kind === 'image') return `picture, ${picture}`;
  return `${picture}, ${Math.round(input.fps * 100) / 100} fps, ${duration(input.durationMs)}`;
}

function describeEnd({ id, state, error, result }: JobDocument): string[] {
  if (error !== null) {
    const canRetry = error.retryable || state === 'cancelled';
    return ['', error.message, ...(canRetry ? [`Retry with: dance-pose jobs retry ${id}`] : [])];
  }
  if (result === null) return [];
  const notes = result.warnings.map(({ text }) => `Note: ${text}`);
  const files = result.artifacts.map(({ name, sizeBytes }) => [`  ${name}`, size(sizeBytes)]);
  return ['', ...notes, 'Files:', table(files)];
}
