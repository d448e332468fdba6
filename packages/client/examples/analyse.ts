// Submits a dance clip, shows its progress, and downloads the annotated clip and the report. Needs Node 24 only:
//
//   DANCE_POSE_URL=http://localhost:8000 DANCE_POSE_API_KEY=dp_… node analyse.ts dance.mp4 result
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError, DancePoseClient } from '@dance-pose/client';
import { clipFrom, saveArtifact } from '@dance-pose/client/node';

const [clip = 'dance.mp4', out = '.'] = process.argv.slice(2);
const { DANCE_POSE_URL: baseUrl = 'http://localhost:8000', DANCE_POSE_API_KEY: apiKey } =
  process.env;
const client = new DancePoseClient({ baseUrl, ...(apiKey === undefined ? {} : { apiKey }) });
const show = (text: string): boolean => process.stdout.write(`\r\x1b[K${text}`);

try {
  await mkdir(out, { recursive: true });
  const { id } = await client.submit(
    { ...(await clipFrom(clip)), options: { model: 'full', overlay: { showTrails: true } } },
    { onProgress: ({ sentBytes, totalBytes }) => show(`sent ${sentBytes} of ${totalBytes} bytes`) },
  );
  const job = await client.wait(id, {
    onChange: ({ state, progress }) =>
      show(`${state} ${progress?.stage ?? ''} ${progress?.percent ?? 0} %`),
  });
  if (job?.state !== 'completed') throw new Error(job?.error?.message ?? 'The job was deleted.');
  for (const name of ['annotated.mp4', 'report.html'] as const) {
    await saveArtifact(client, id, name, join(out, name), {
      onProgress: ({ receivedBytes, totalBytes }) =>
        show(`${name}: ${receivedBytes} of ${totalBytes} bytes`),
    });
    show(`${join(out, name)}\n`);
  }
} catch (error) {
  // `problem.code` is stable and meant for programs, `message` is meant for people.
  const code = error instanceof ApiError ? ` (${error.problem?.code ?? error.status})` : '';
  process.stderr.write(`\n${error instanceof Error ? error.message : error}${code}\n`);
  process.exitCode = 1;
}
