import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import {
  type JobOptions,
  type JobResult,
  type MediaLimits,
  type Music,
  musicFeaturesSchema,
  type Report,
  readReport,
  say as sentence,
  UserError,
} from '@dance-pose/contracts';
import { type ReanalyseRequest, readLandmarks, reanalyse } from '@dance-pose/pipeline';
import { createTempFolder } from '@dance-pose/runtime';
import { moveArtifacts, requireFile } from '../files.ts';
import {
  type AnalysisFlags,
  type MusicFlags,
  type TrimFlags,
  toReanalyseOptions,
} from '../options.ts';
import { ProgressLine } from '../progress-line.ts';
import { describeReport } from '../summary.ts';
import { say, type Terminal } from '../terminal.ts';

export interface ReportDeps {
  readonly terminal: Terminal;
  readonly limits: MediaLimits;
  readonly signal: AbortSignal;
}

export interface ReportFlags extends AnalysisFlags, MusicFlags, TrimFlags {
  readonly music?: string;
  readonly out?: string;
  readonly json: boolean;
}

/**
 * `dance-pose report`: reanalyses stored landmarks. The landmarks stay unchanged; the other files appear together,
 * in the same folder by default.
 */
export async function report(path: string, flags: ReportFlags, deps: ReportDeps): Promise<void> {
  const { terminal, limits, signal } = deps;
  const options = toReanalyseOptions(flags);
  await requireFile(path, 'give the path of a landmarks.json');
  if (flags.music !== undefined)
    await requireFile(flags.music, 'give the path of a clip, an onsets.json or a report.json');
  const landmarks = await readLandmarks(resolve(path), signal);
  const outDir = resolve(flags.out ?? dirname(path));
  await mkdir(outDir, { recursive: true });
  await using work = await createTempFolder('cli', outDir);
  const { music, durationMs } = await musicOf(flags, options.music);
  noteOtherLength(landmarks.source.durationMs, durationMs, terminal);
  const fileName = basename('path' in music ? music.path : path);
  const request = { landmarks, music, fileName, options, limits };
  const all = await runWithProgress({ ...request, outDir: work.path }, deps);
  const result = {
    ...all,
    artifacts: all.artifacts.filter(({ name }) => name !== 'landmarks.json'),
  };
  await moveArtifacts(result.artifacts, work.path, outDir);
  if (flags.json) say(terminal.out, JSON.stringify({ outDir, ...result }, undefined, 2));
  else
    say(
      terminal.out,
      await describeReport(result, { outDir, asGiven: flags.out ?? dirname(path) }),
    );
}

const notGiven: Music = { heard: 'no-sound', reason: sentence('music-not-given') };

/** Milliseconds by which sound and picture of one clip may differ in length. */
const mostApartMs = 1000;

/** Says that stored music has another length than the clip: it may be that of another one. */
function noteOtherLength(clipMs: number, musicMs: number | null, { err }: Terminal): void {
  if (musicMs === null || Math.abs(musicMs - clipMs) <= mostApartMs) return;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  say(
    err,
    `Note: the sound of --music is ${seconds(musicMs)} long, the clip of the landmarks ${seconds(clipMs)}. Check that they belong together.`,
  );
}

interface GivenMusic {
  readonly music: ReanalyseRequest['music'];
  /** Length of stored music; null if there is none, or a clip, whose length is checked against the landmarks. */
  readonly durationMs: number | null;
}

/** A clip whose audio is decoded; or its stored properties or the music of a report, read from the file. */
async function musicOf({ music }: ReportFlags, given: JobOptions['music']): Promise<GivenMusic> {
  const mustHear = Object.keys(given).length > 0;
  if (music === undefined && mustHear) throw needsSound('no --music was given');
  if (music === undefined) return { music: notGiven, durationMs: null };
  if (extname(music).toLowerCase() !== '.json') {
    return { music: { path: resolve(music) }, durationMs: null };
  }
  const content = parseJson(await readFile(music, 'utf8'));
  const onsets = musicFeaturesSchema.safeParse(content);
  if (onsets.success) return { music: onsets.data, durationMs: 1000 * onsets.data.durationSeconds };
  const report = reportIn(content, music);
  if (mustHear) throw needsSound(`${JSON.stringify(music)} is a report.json`);
  return { music: report.music, durationMs: report.source.durationMs };
}

const needsSound = (instead: string): UserError =>
  new UserError(
    'invalid-options',
    `--bpm, --meter and --one need the sound: ${instead}. Give --music <clip>, or --music <onsets.json> from an earlier analysis of it.`,
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reportIn(content: unknown, path: string): Report {
  try {
    return readReport(content);
  } catch (cause) {
    throw new UserError(
      'invalid-options',
      `--music: ${JSON.stringify(path)} is neither an onsets.json nor a report.json. Give the clip itself, or one of these of that clip.`,
      { cause },
    );
  }
}

async function runWithProgress(
  request: ReanalyseRequest,
  { terminal, signal }: ReportDeps,
): Promise<JobResult> {
  using line = new ProgressLine(terminal);
  return await reanalyse(request, {
    signal,
    onProgress: ({ done, total }) => line.show({ label: 'Measuring', done, total }),
  });
}
