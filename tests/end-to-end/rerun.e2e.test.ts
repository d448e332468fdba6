import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactName,
  type JobDocument,
  landmarksFileSchema,
  readReport,
} from '@dance-pose/contracts';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiClient, bytesOf } from './api-client.ts';
import { filesBelow, tempFoldersIn } from './leftovers.ts';
import { ffmpeg, makeDanceClip } from './media.ts';

let folder: TempFolder;
let stack: LocalStack;
let api: ApiClient;
let first: JobDocument;

beforeAll(async () => {
  folder = await createTempFolder('e2e');
  stack = await startStack({ dataDir: join(folder.path, 'data'), env: { TEMP_DIR: folder.path } });
  api = new ApiClient(stack.url);
  const clip = await makeDanceClip(folder.path, 8);
  first = await api.ended((await api.submit(clip, { model: 'lite', 'trim.startMs': '200' })).id);
});

afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const ask = (id: string, how: string, changes: object): Promise<Response> =>
  api.fetch(`/v1/jobs/${id}/${how}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(changes),
  });

async function again(from: JobDocument, how: string, changes: object = {}): Promise<JobDocument> {
  const response = await ask(from.id, how, changes);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as JobDocument;
  await api.completed(id);
  return api.get(id);
}

const artifactOf = ({ result }: JobDocument, name: ArtifactName) => {
  const artifact = result?.artifacts.find((each) => each.name === name);
  if (artifact === undefined) throw new Error(`there is no ${name}`);
  return artifact;
};
const bytes = (job: JobDocument, name: ArtifactName) => bytesOf(artifactOf(job, name).url);
const json = async (job: JobDocument, name: ArtifactName) =>
  JSON.parse(String(await bytes(job, name)));
const names = ({ result }: JobDocument) => result?.artifacts.map(({ name }) => name).sort();

describe('a completed job', () => {
  test('can be reanalysed with other options and more exports', async () => {
    const measured = await again(first, 'reanalyse', {
      analysis: { cutoffHz: 3, exports: ['coco', 'trc'] },
    });
    expect(measured).toMatchObject({
      input: first.input,
      source: { ...first.source, basedOn: { jobId: first.id, how: 'reanalysis' } },
      options: { ...first.options, analysis: { cutoffHz: 3, exports: ['coco', 'trc'] } },
      result: { summary: first.result?.summary, warnings: first.result?.warnings },
    });
    const { thumbnails, picture } = first.result ?? {};
    expect(thumbnails?.count).toBeGreaterThan(1);
    expect(measured.result).toMatchObject({ thumbnails, picture });
    for (const name of [
      ...(['annotated.mp4', 'poster.jpg', 'thumbnails.jpg', 'landmarks.json'] as const),
    ]) {
      expect([name, await bytes(measured, name)]).toEqual([name, await bytes(first, name)]);
    }
    expect(names(measured)).toEqual([...(names(first) ?? []), 'coco.json', 'markers.trc'].sort());
    const [before, after] = [await json(first, 'report.json'), await json(measured, 'report.json')];
    expect(readReport(after).music).toEqual(readReport(before).music);
    expect(after.options.cutoffHz).toBe(3);
    expect(after.metrics).not.toEqual(before.metrics);
  });

  test('can be reanalysed with another "one", and without it again', async () => {
    // Beats are at 300, 800, 1300 … ms.
    const music = { meter: 4, oneMs: 1300 };
    const counted = await again(first, 'reanalyse', { music });
    const { music: heard } = readReport(await json(counted, 'report.json'));
    if (heard.heard !== 'beat') throw new Error(`Heard ${heard.heard}`);
    expect(heard.given).toEqual(music);
    expect(heard.beats.find(({ timeMs }) => Math.abs(timeMs - 1300) < 50)?.count).toBe(1);
    const unset = { music: { meter: null, oneMs: null } };
    const back = await again(counted, 'reanalyse', unset);
    expect(await bytes(back, 'report.json')).toEqual(await bytes(first, 'report.json'));
  });

  test('yields the same report for the same options', async () => {
    const once = await again(first, 'reanalyse');
    const twice = await again(once, 'reanalyse');
    expect(names(once)).toEqual(names(first));
    for (const name of names(first) ?? []) {
      expect([name, (await bytes(once, name)).equals(await bytes(first, name))]).toEqual([
        name,
        true,
      ]);
      expect([name, artifactOf(twice, name).sha256]).toEqual([
        name,
        artifactOf(first, name).sha256,
      ]);
    }
  });

  test('can be rerendered: a ghost, with beats', async () => {
    const drawn = await again(first, 'rerender', { overlay: { style: 'ghost', showBeats: true } });
    expect(drawn.options.trim).toEqual(first.options.trim);
    expect(await bytes(drawn, 'landmarks.json')).toEqual(await bytes(first, 'landmarks.json'));
    expect(await bytes(drawn, 'report.json')).toEqual(await bytes(first, 'report.json'));
    expect(artifactOf(drawn, 'annotated.mp4').sha256).not.toBe(
      artifactOf(first, 'annotated.mp4').sha256,
    );
    const { source } = landmarksFileSchema.parse(await json(drawn, 'landmarks.json'));
    expect(source.durationMs).toBe(3800);
  });

  test('can be deleted, or lose its file, without an effect on its re-runs', async () => {
    const drawn = await again(first, 'rerender');
    const next = (await (await ask(drawn.id, 'rerender', {})).json()) as JobDocument;
    expect(await api.delete(drawn.id)).toBe(204);
    await api.completed(next.id);
    const measured = await again(await api.get(next.id), 'reanalyse');
    await rm(join(folder.path, 'data/objects/objects/jobs', measured.id, 'input'));
    const gone = await ask(measured.id, 'rerender', {});
    expect([gone.status, await gone.json()]).toMatchObject([410, { code: 'input-missing' }]);
    await again(measured, 'reanalyse');
  });

  test('of a picture can be reanalysed and rerendered', async () => {
    const picture = join(folder.path, 'pose.png');
    const clip = join(folder.path, 'dance.mp4');
    await ffmpeg(['-ss', '1', '-i', clip, '-frames:v', '1', picture]);
    const still = await api.ended((await api.submit(picture, { model: 'lite' })).id);
    const drawn = await again(still, 'rerender', { overlay: { style: 'skeleton-only' } });
    const measured = await again(drawn, 'reanalyse');
    expect(names(measured)).toEqual(names(still));
    expect(await bytes(measured, 'annotated.png')).toEqual(await bytes(drawn, 'annotated.png'));
    expect(await bytes(drawn, 'annotated.png')).not.toEqual(await bytes(still, 'annotated.png'));
    expect(await bytes(measured, 'report.json')).toEqual(await bytes(still, 'report.json'));
  });

  test('can be rerendered slowly, and the rerender cancelled', async () => {
    const response = await ask(first.id, 'rerender', { encode: { preset: 'slow', crf: 10 } });
    const { id } = (await response.json()) as JobDocument;
    const stopped = await api.fetch(`/v1/jobs/${id}/cancel`, { method: 'POST' });
    expect(stopped.status).toBe(200);
    expect(await api.ended(id)).toMatchObject({ state: 'cancelled', input: first.input });
    await api.delete(id);
    expect(await tempFoldersIn(folder.path)).toEqual([]);
  });

  test('leaves nothing when all jobs are deleted', async () => {
    const list = (await (await api.fetch('/v1/jobs?limit=100')).json()) as { jobs: JobDocument[] };
    for (const { id } of list.jobs) expect(await api.delete(id)).toBe(204);
    expect(await filesBelow(join(folder.path, 'data/objects'))).toEqual([]);
  });
});
