// `pnpm sample`: the finished example of the pages, services/dashboard/public/sample. The demo dance goes through the
// whole service as any clip does; its record and files are stored as they are, under the id of the sample.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DancePoseClient } from '@dance-pose/client';
import { clipFrom, saveArtifact } from '@dance-pose/client/node';
import { startStack } from '@dance-pose/local-stack';
import { createTempFolder } from '@dance-pose/runtime';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';

/** As in services/dashboard/src/shared/sample-id.ts. */
const sampleId = '5a3b1e00000000000000000000000000';
const folder = resolve(import.meta.dirname, '../services/dashboard/public/sample');

await using work = await createTempFolder('sample');
const clip = join(work.path, 'drawn-dancer.mp4');
const { signal } = new AbortController();
await renderDance({ outPath: clip, dance: createDance(), signal });

await using stack = await startStack({ dataDir: join(work.path, 'data') });
const client = new DancePoseClient({ baseUrl: stack.url });
const overlay = { showAngles: true, showBeats: true };
const { id } = await client.submit({ ...(await clipFrom(clip)), options: { overlay } });
const job = await client.wait(id);
if (job?.result == null) throw new Error(`The sample is ${job?.state}: ${job?.error?.message}`);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const { name } of job.result.artifacts) {
  await saveArtifact(client, id, name, join(folder, name));
}
await copyFile(clip, join(folder, 'input.mp4'));
const artifacts = job.result.artifacts.map((artifact) => ({
  ...artifact,
  url: `/sample/${artifact.name}`,
}));
const record = {
  ...job,
  ...{ id: sampleId, expiresAt: null, result: { ...job.result, artifacts } },
  links: { self: '/sample/job.json', events: '/sample/job.json' },
};
await writeFile(join(folder, 'job.json'), `${JSON.stringify(record)}\n`);
