import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  type Artifact,
  type ArtifactName,
  artifactMediaTypes,
  type JobProgress,
  objectKeys,
  UserError,
} from '@dance-pose/contracts';
import type { JobWork } from '@dance-pose/queue';
import type { ObjectStore } from '@dance-pose/storage';

/**
 * A worker without media: the file name decides what happens to a job.
 * `broken…` is refused, `slow…` runs until `finish()` or its signal, `older…` gets no onsets, `unreported…` neither
 * onsets nor a report, and a picture yields a picture.
 */
export interface ScriptedWork extends JobWork {
  /** Lets all slow jobs end, now and later. */
  finish(): void;
}

export function scriptWork(store: ObjectStore): ScriptedWork {
  const finished = new AbortController();
  return {
    finish: () => finished.abort(),
    async run(job, { signal, report }) {
      const { fileName } = job.source;
      if (fileName.startsWith('broken')) {
        throw new UserError('unreadable-media', 'The file could not be read; export it again.');
      }
      if (fileName.startsWith('slow')) {
        for (const percent of [10, 20, 30]) report({ progress: progress(percent), input: null });
        if (!finished.signal.aborted) await either(finished.signal, signal);
        signal.throwIfAborted();
      }
      const annotated = fileName.endsWith('.png') ? 'annotated.png' : 'annotated.mp4';
      const names: ArtifactName[] = [annotated, 'landmarks.json'];
      if (!fileName.startsWith('unreported')) names.push('report.json');
      if (!/^(older|unreported)/.test(fileName)) names.push('onsets.json');
      const inherited = job.inherited?.artifacts ?? [];
      const own = names.filter((name) => !inherited.some((artifact) => artifact.name === name));
      const kept = await Promise.all(own.map((name) => keep(store, job.id, name)));
      return { artifacts: [...inherited, ...kept], summary, warnings: [] };
    },
    async recordOutcome(record) {
      const body = Buffer.from(JSON.stringify(record));
      await store.put(objectKeys.record(record.id), body, { contentType: 'application/json' });
    },
    // In these tests, no outcome is lost on its way to the queue.
    recordedOutcome: async () => undefined,
    discard: (id) => store.deletePrefix(objectKeys.jobPrefix(id)),
  };
}

async function either(...signals: AbortSignal[]): Promise<void> {
  await once(AbortSignal.any(signals), 'abort');
}

const progress = (percent: number): JobProgress => ({
  stage: 'track',
  percent,
  framesDone: percent,
  framesTotal: 100,
  framesPerSecond: 25,
  etaSeconds: 3,
});

export const artifactBytes = (name: ArtifactName): Buffer => Buffer.from(`the bytes of ${name}`);

async function keep(store: ObjectStore, id: string, name: ArtifactName): Promise<Artifact> {
  const bytes = artifactBytes(name);
  const mediaType = artifactMediaTypes[name];
  await store.put(objectKeys.artifact(id, name), bytes, { contentType: mediaType });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, mediaType, sizeBytes: bytes.length, sha256 };
}

const summary = {
  engine: 'scripted',
  model: 'full',
  framesAnalysed: 100,
  framesWithPerson: 99,
  meanVisibility: 0.9,
};
