import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type ArtifactName,
  type JobId,
  type JobRecord,
  type Landmark,
  landmarkCount,
  type OptionChanges,
  objectKeys,
  type Report,
  readReport,
  withChanges,
} from '@dance-pose/contracts';
import { type RedisServer, startRedis } from '@dance-pose/local-stack';
import { analyseFile, reanalyse } from '@dance-pose/pipeline';
import { createScriptedEngine, type PoseEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newJob, openStand, type Stand } from './stand.ts';
import type { OpenStore } from './stores.ts';

/** Finds somebody who sways, as long as it may look. */
function watchedEngine(): PoseEngine & { opened: number } {
  const engine = createScriptedEngine(({ index }) => {
    const x = 0.5 + 0.1 * Math.sin(index / 3);
    const landmarks = Array.from(
      { length: landmarkCount },
      (_, at): Landmark => [x + (at % 2) / 10, at / 40, 0, 0.9, 1],
    );
    return [{ landmarks, world: landmarks.map(([a, b]) => [a, b, 0]) }];
  });
  const watched = {
    name: engine.name,
    opened: 0,
    open: (...given: Parameters<PoseEngine['open']>) => {
      watched.opened += 1;
      return engine.open(...given);
    },
  };
  return watched;
}

export function describeAgain(storeName: string, openStore: OpenStore): void {
  let redis: RedisServer;
  let clip: Buffer;
  beforeAll(async () => {
    redis = await startRedis();
    await using folder = await createTempFolder('clip');
    const path = join(folder.path, 'clip.mp4');
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10:duration=5'];
    const clicks = 'aevalsrc=if(lt(mod(t\\,0.5)\\,0.03)\\,sin(6000*t)\\,0):d=5';
    const sources = [...picture, '-f', 'lavfi', '-i', clicks, '-pix_fmt', 'yuv420p'];
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...sources, path]);
    clip = await readFile(path);
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
  });

  describe(`a job that goes on from another, on ${storeName}`, () => {
    let stand: Stand;
    let engine: ReturnType<typeof watchedEngine>;
    let first: JobRecord;
    beforeAll(async () => {
      engine = watchedEngine();
      stand = await openStand(redis, { analyse: analyseFile, engine, openStore });
      first = await stand.inState(
        await stand.submit(clip, { trim: { startMs: 500 } }),
        'completed',
      );
    });
    afterAll(async () => {
      await stand[Symbol.asyncDispose]();
    });

    const kept = {
      reanalysis: [
        ...['annotated.mp4', 'poster.jpg', 'thumbnails.jpg', 'landmarks.json', 'onsets.json'],
      ],
      rendering: ['landmarks.json'],
    };
    /** The first job as if it was from before `onsets.json`. */
    const older = (): JobRecord => {
      const { result } = first;
      if (result === null) throw new Error('the first job has no result');
      const artifacts = result.artifacts.filter(({ name }) => name !== 'onsets.json');
      return { ...first, result: { ...result, artifacts } };
    };

    /** As the API does. */
    async function goOn(
      how: 'reanalysis' | 'rendering',
      changes: OptionChanges = {},
      from: JobRecord = first,
    ) {
      const job = newJob(clip.byteLength);
      const { artifacts: all = [], warnings = [], thumbnails, picture } = from.result ?? {};
      const artifacts = all.filter(({ name }) => kept[how].includes(name));
      const names = artifacts.map(({ name }) => name);
      if (how === 'reanalysis' && !names.includes('onsets.json')) names.push('report.json');
      for (const name of names) {
        await stand.store.copy(
          objectKeys.artifact(from.id, name),
          objectKeys.artifact(job.id, name),
        );
      }
      await stand.store.copy(objectKeys.input(from.id), objectKeys.input(job.id));
      return {
        ...job,
        source: { ...job.source, basedOn: { jobId: from.id, how } },
        options: withChanges(from.options, changes),
        inherited: {
          ...{ artifacts, input: from.input, warnings },
          ...(how === 'reanalysis' && thumbnails && { thumbnails }),
          ...(how === 'reanalysis' && picture && { picture }),
        },
      };
    }
    const run = async (...asked: Parameters<typeof goOn>): Promise<JobRecord> => {
      const job = await goOn(...asked);
      await stand.queue.add(job);
      return stand.inState(job.id, 'completed');
    };
    const artifact = (id: JobId, name: ArtifactName) => stand.read(objectKeys.artifact(id, name));
    const reportOf = async (id: JobId): Promise<Report> =>
      readReport(JSON.parse(await artifact(id, 'report.json')));
    const hashes = ({ result }: JobRecord) =>
      new Map(result?.artifacts.map(({ name, sha256 }) => [name, sha256]));

    test('measures again: the same landmarks, video and music, and another report', async () => {
      const stages = new Set<string | undefined>();
      const job = await goOn('reanalysis', { analysis: { cutoffHz: 3, exports: ['coco'] } });
      await stand.queue.add(job);
      for await (const { record } of stand.queue.changes(job.id, {
        signal: AbortSignal.timeout(30_000),
      })) {
        stages.add(record?.progress?.stage);
      }
      const again = await stand.inState(job.id, 'completed');
      expect(engine.opened).toBe(1);
      expect([...stages]).not.toContain('track');
      expect(again).toMatchObject({
        attempts: 1,
        input: first.input,
        progress: { stage: 'store', percent: 100 },
        result: { ...first.result, artifacts: expect.anything() },
        source: { basedOn: { jobId: first.id, how: 'reanalysis' } },
      });
      expect(again.result?.thumbnails?.count).toBeGreaterThan(1);
      const [before, after] = [hashes(first), hashes(again)];
      expect([...after.keys()].sort()).toEqual([...before.keys(), 'coco.json'].sort());
      for (const name of kept.reanalysis as ArtifactName[]) {
        expect([name, after.get(name)]).toEqual([name, before.get(name)]);
        expect(await artifact(again.id, name)).toBe(await artifact(first.id, name));
      }
      const [report, earlier] = [await reportOf(again.id), await reportOf(first.id)];
      expect(earlier.music.heard).toBe('beat');
      expect(report.music).toEqual(earlier.music);
      expect(report.options).toEqual({ cutoffHz: 3, minVisibility: 0.5, exports: ['coco'] });
      expect(report.metrics).not.toEqual(earlier.metrics);
    });

    test('with the same options gives the very same report, time after time', async () => {
      const [once, twice] = [await run('reanalysis'), await run('reanalysis')];
      expect(await artifact(once.id, 'report.json')).toBe(await artifact(first.id, 'report.json'));
      expect(hashes(twice)).toEqual(hashes(once));
    });

    test('without onsets takes the music from the report, or from the clip if options change it', async () => {
      const [plain, changed] = [
        await run('reanalysis', {}, older()),
        await run('reanalysis', { music: { oneMs: 1000 } }, older()),
      ];
      expect(hashes(plain)).toEqual(hashes(older()));
      expect(hashes(changed).get('onsets.json')).toBe(hashes(first).get('onsets.json'));
      expect(engine.opened).toBe(1);
      const job = await goOn('reanalysis', { music: { oneMs: 1000 } }, older());
      await stand.store.deletePrefix(objectKeys.input(job.id));
      await stand.queue.add(job);
      const failed = await stand.inState(job.id, 'failed');
      expect(failed).toMatchObject({ attempts: 1, error: { code: 'input-missing' } });
    });

    test('draws again: the same landmarks, another video, of the same part of the clip', async () => {
      const again = await run('rendering', {
        overlay: { style: 'ghost', showBeats: true },
        encode: { maxHeight: 144 },
      });
      expect(engine.opened).toBe(1);
      const [before, after] = [hashes(first), hashes(again)];
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      expect(after.get('landmarks.json')).toBe(before.get('landmarks.json'));
      expect(await artifact(again.id, 'landmarks.json')).toBe(
        await artifact(first.id, 'landmarks.json'),
      );
      expect(after.get('annotated.mp4')).not.toBe(before.get('annotated.mp4'));
      expect(await artifact(again.id, 'report.json')).toBe(await artifact(first.id, 'report.json'));
      expect(again).toMatchObject({
        input: first.input,
        result: { summary: first.result?.summary, warnings: first.result?.warnings },
      });
    });

    test('does not need that one any more', async () => {
      const middle = await run('rendering');
      const jobs = [await goOn('reanalysis', {}, middle), await goOn('rendering', {}, middle)];
      await stand.queue.remove(middle.id);
      await stand.store.deletePrefix(objectKeys.jobPrefix(middle.id));
      for (const job of jobs) {
        await stand.queue.add(job);
        const ended = await stand.inState(job.id, 'completed');
        expect(hashes(ended)).toEqual(hashes(middle));
      }
    });

    test.each([
      ['rendering', 'landmarks.json', 'analysis-unreadable'],
      ['reanalysis', 'landmarks.json', 'analysis-unreadable'],
      ['reanalysis', 'onsets.json', 'analysis-unreadable'],
      ['reanalysis', 'report.json', 'analysis-unreadable'],
    ] as const)('a %s with a damaged or missing %s ends at once', async (how, name, code) => {
      const text = await artifact(first.id, name);
      const from = name === 'report.json' ? older() : first;
      for (const damaged of [text.slice(0, -100), '{}', undefined]) {
        const job = await goOn(how, {}, from);
        const key = objectKeys.artifact(job.id, name);
        if (damaged === undefined) await stand.store.deletePrefix(key);
        else await stand.store.put(key, Buffer.from(damaged), { contentType: 'application/json' });
        await stand.queue.add(job);
        const failed = await stand.inState(job.id, 'failed');
        expect(failed).toMatchObject({ attempts: 1, input: first.input, error: { code } });
        const left = (await stand.objects()).filter((each) => each.includes(job.id));
        expect(left.filter((each) => each.includes('artifacts'))).toEqual([]);
        expect(await stand.tempFolders()).toEqual([]);
      }
    });

    test('landmarks of another clip are not drawn on this one', async () => {
      const job = await goOn('rendering', {});
      const wrong = { ...job, options: { ...job.options, trim: { startMs: 3000 } } };
      await stand.queue.add(wrong);
      const failed = await stand.inState(job.id, 'failed');
      expect(failed).toMatchObject({ attempts: 1, error: { code: 'invalid-request' } });
    });
  });

  describe('stopping a job that goes on from another', () => {
    test('while it measures leaves no artifact of either', async () => {
      const measuring = Promise.withResolvers<void>();
      await using stand = await openStand(redis, {
        analyse: analyseFile,
        engine: watchedEngine(),
        reanalyse: async (request, context) => {
          measuring.resolve();
          await new Promise((_, reject) => {
            context.signal.addEventListener('abort', () => reject(context.signal.reason));
          });
          return reanalyse(request, context);
        },
      });
      const first = await stand.inState(await stand.submit(clip), 'completed');
      const job = {
        ...newJob(1),
        source: { ...first.source, basedOn: { jobId: first.id, how: 'reanalysis' as const } },
      };
      for (const name of ['landmarks.json', 'report.json', 'poster.jpg'] as const) {
        await stand.store.copy(
          objectKeys.artifact(first.id, name),
          objectKeys.artifact(job.id, name),
        );
      }
      await stand.queue.add(job);
      await measuring.promise;
      await stand.queue.requestCancel(job.id);
      await stand.inState(job.id, 'cancelled');
      expect((await stand.objects()).filter((key) => key.includes(job.id))).toEqual([
        objectKeys.record(job.id),
      ]);
      expect(await stand.tempFolders()).toEqual([]);
    });
  });
}
