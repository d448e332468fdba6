import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultMediaLimits,
  jobOptionsSchema,
  type LandmarksFile,
  landmarksFileSchema,
} from '@dance-pose/contracts';
import { type Analysis, analyseFile } from '@dance-pose/pipeline';
import type { PoseEngine } from '@dance-pose/pose';
import { createTempFolder } from '@dance-pose/runtime';
import type { Clip, Trim } from './clip.ts';
import { pictureLagMs, soundLagMs } from './compare.ts';
import { type FileReport, type Part, type Playing, play, reportOf } from './look.ts';

/** A file as decoded by FFmpeg's own tools. */
interface DecodedVideo extends Playing {
  readonly path: string;
  readonly report: FileReport;
}

/** A clip and its result. */
export interface Outcome {
  readonly source: DecodedVideo;
  readonly result: DecodedVideo;
  /** Delay of the result against the source, in milliseconds; null if the sound has nothing to compare. */
  readonly lags: { readonly picture: number; readonly sound: number | null };
  readonly analysis: Analysis;
  readonly track: LandmarksFile;
  /** Contents of all artifacts by name. */
  readonly artifacts: ReadonlyMap<string, Buffer>;
  readonly trim: Trim | null;
}

async function decodedVideo(
  path: string,
  soundTrack: number,
  part: Part | null,
): Promise<DecodedVideo> {
  const report = await reportOf(path);
  return { path, report, ...(await play(path, report.audio ? soundTrack : null, part)) };
}

export interface Looking {
  readonly engine: PoseEngine;
  readonly signal: AbortSignal;
  readonly trim: Trim | null;
}

/** Runs a clip through the pipeline and decodes source and result; the files exist only while `use` runs. */
export async function lookAtClip<T>(
  clip: Clip,
  { engine, signal, trim }: Looking,
  use: (outcome: Outcome) => Promise<T>,
): Promise<T> {
  await using folder = await createTempFolder('clips-in');
  await using out = await createTempFolder('clips-out');
  const inputPath = await clip.prepare(folder.path);
  const analysis = await analyseFile(
    {
      ...{ inputPath, fileName: clip.name, outDir: out.path, limits: defaultMediaLimits },
      options: jobOptionsSchema.parse({ model: 'lite', ...(trim && { trim }) }),
    },
    { engine, signal, onProgress: () => {}, onProbed: () => {} },
  );
  const names = await readdir(out.path);
  const artifacts = new Map<string, Buffer>();
  for (const name of names) artifacts.set(name, await readFile(join(out.path, name)));
  const track = landmarksFileSchema.parse(JSON.parse(String(artifacts.get('landmarks.json'))));
  const [source, result] = await Promise.all([
    decodedVideo(inputPath, clip.wanted.soundTrack ?? 0, trim && partOf(trim)),
    decodedVideo(join(out.path, 'annotated.mp4'), 0, null),
  ]);
  const lags = {
    picture: pictureLagMs(source.frames, result.frames),
    sound: soundLagMs(source.sound, result.sound),
  };
  return await use({ source, result, lags, analysis, track, artifacts, trim });
}

const partOf = ({ startMs, endMs }: Trim): Part => ({
  startSeconds: startMs / 1000,
  durationSeconds: (endMs - startMs) / 1000,
});
