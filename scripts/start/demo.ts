import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError, type DancePoseClient } from '@dance-pose/client';
import { isEnded, type JobDocument } from '@dance-pose/contracts';
import { createTempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import { StatusLine, say } from './screen.ts';

const fileName = 'demo-dance.mp4';

/**
 * Sends the demo dance through the service once and prints the links to its results. Later starts show the first
 * job, if it still exists and did not fail.
 */
export async function showDemo(
  client: DancePoseClient,
  { url, dataDir, signal }: { url: string; dataDir: string; signal: AbortSignal },
): Promise<void> {
  const { jobs, nextCursor } = await client.list({ limit: 100 }, signal);
  if (jobs.length > 0) {
    const count = nextCursor === null ? `${jobs.length}` : `more than ${jobs.length}`;
    say(`Found ${count} job(s) from earlier starts: ${url}/v1/jobs`);
  }
  const idFile = join(dataDir, 'demo-job');
  const earlier = await readId(idFile);
  const known = earlier === undefined ? undefined : await find(client, earlier);
  const isUsable = known !== undefined && (known.state === 'completed' || !isEnded(known.state));
  const current = isUsable ? known : await send(client, idFile, signal);
  const job = await followToEnd(client, current, signal);
  if (job.state === 'completed') sayLinks(url, job);
  else say(`The demo is ${job.state}: ${job.error?.message ?? 'see the logs'}`);
}

async function readId(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined if the job no longer exists. */
async function find(client: DancePoseClient, id: string): Promise<JobDocument | undefined> {
  return client.get(id).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
}

async function send(
  client: DancePoseClient,
  idFile: string,
  signal: AbortSignal,
): Promise<JobDocument> {
  say('Creating the demo dance:');
  await using folder = await createTempFolder('demo');
  const outPath = join(folder.path, fileName);
  const dance = createDance();
  {
    using line = new StatusLine();
    const onProgress = (done: number): void =>
      line.show(`  rendering  ${done} of ${dance.frameCount} frames`);
    await renderDance({ outPath, dance, signal, onProgress });
  }
  const job = await client.submit({ file: await openAsBlob(outPath), fileName }, { signal });
  await writeFile(idFile, `${job.id}\n`);
  return job;
}

async function followToEnd(
  client: DancePoseClient,
  job: JobDocument,
  signal: AbortSignal,
): Promise<JobDocument> {
  using line = new StatusLine();
  let last = job;
  for await (const { job: now } of client.follow(job.id, signal)) {
    if (now === undefined) break;
    last = now;
    line.show(`  job ${now.id}  ${describe(now)}`);
  }
  return last;
}

function describe({ state, progress }: JobDocument): string {
  if (state !== 'active' || progress === null) return state;
  const { stage, percent, framesDone, framesTotal } = progress;
  const frames = framesTotal === 0 ? '' : `, ${framesDone} of ${framesTotal} frames`;
  return `${Math.floor(percent)} %  (${stage}${frames})`;
}

function sayLinks(url: string, job: JobDocument): void {
  const { result, startedAt, finishedAt } = job;
  if (result === null || startedAt === null || finishedAt === null) return;
  const seconds = ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const { framesAnalysed, framesWithPerson } = result.summary;
  say(
    `The demo dance, analysed in ${seconds} s, dancer found in ${framesWithPerson} of ${framesAnalysed} frames:`,
  );
  // These addresses redirect to freshly signed links, which expire.
  say(`  watch     ${url}/preview/${job.id}_annotated.mp4`);
  say(`  download  ${url}/download/${job.id}_annotated.mp4`);
  say(`  job       ${job.links.self}`);
  say(`  your own  ${url}/`);
}
