import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Artifact, type ArtifactName, artifactMediaTypes } from '@dance-pose/contracts';
import type { AnalyseContext, AnalyseRequest, Analysis } from '@dance-pose/pipeline';
import { someMediaInfo } from '../../services/worker/src/testing/stand.ts';

/** Typical sizes for a clip of two seconds. */
const artifactBytes = {
  'annotated.mp4': 120_000,
  'poster.jpg': 20_000,
  'landmarks.json': 60_000,
  'report.json': 12_000,
  'report.html': 20_000,
  'timeseries.csv': 12_000,
  'onsets.json': 1500,
} as const satisfies Partial<Record<ArtifactName, number>>;

const contents = Object.entries(artifactBytes).map(([name, sizeBytes]) => ({
  name: name as ArtifactName,
  bytes: randomBytes(sizeBytes),
}));

const reportEveryMs = 50;

/**
 * Takes as long as an analysis in all, and nearly no processor time. Writes the same artifacts, and reports
 * progress more often than the worker passes it on.
 */
export async function scriptedAnalysis(
  { outDir }: AnalyseRequest,
  { signal, onProbed, onProgress }: AnalyseContext,
  lastsMs: number,
): Promise<Analysis> {
  const endsMs = performance.now() + lastsMs;
  onProbed(someMediaInfo);
  const framesTotal = Math.ceil(lastsMs / reportEveryMs);
  let done = 0;
  const reporting = setInterval(() => {
    done = Math.min(done + 1, framesTotal);
    onProgress({ stage: 'track', done, total: framesTotal });
  }, reportEveryMs);
  try {
    const artifacts = await Promise.all(contents.map((content) => write(content, outDir)));
    await sleep(Math.max(0, endsMs - performance.now()), undefined, { signal });
    return { input: someMediaInfo, artifacts, summary, warnings: [] };
  } finally {
    clearInterval(reporting);
  }
}

async function write(
  { name, bytes }: (typeof contents)[number],
  outDir: string,
): Promise<Artifact> {
  await writeFile(join(outDir, name), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, mediaType: artifactMediaTypes[name], sizeBytes: bytes.length, sha256 };
}

const summary: Analysis['summary'] = {
  ...{ engine: 'none', model: 'full', framesAnalysed: 60 },
  ...{ framesWithPerson: 60, meanVisibility: 0.9 },
};
