import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readReport } from '@dance-pose/contracts';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeDanceClip } from './media.ts';

const main = resolve(import.meta.dirname, '../../services/cli/src/main.ts');

/** Runs the command as a user does, with the real engine. */
async function dancePose(...args: string[]): Promise<string> {
  const command = ['--conditions=@dance-pose/source', main, ...args];
  return (await promisify(execFile)(process.execPath, command)).stdout;
}

let folder: TempFolder;
let clip: string;

beforeAll(async () => {
  folder = await createTempFolder('e2e');
  clip = await makeDanceClip(folder.path, 10);
});

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]();
});

describe('one clip and a terminal', () => {
  test('yield a correct report, and the same report again from the landmarks', async () => {
    const [first, again] = [join(folder.path, 'first'), join(folder.path, 'again')];
    const said = await dancePose('analyse', clip, '--out', first, '--model', 'lite');
    expect(await readdir(first)).toEqual(
      expect.arrayContaining(['annotated.mp4', 'landmarks.json', 'report.json', 'timeseries.csv']),
    );
    const read = async (path: string) =>
      readReport(JSON.parse(await readFile(join(path, 'report.json'), 'utf8')));
    const report = await read(first);
    expect(report.music).toMatchObject({ heard: 'beat', bpm: expect.closeTo(120, 0) });
    for (const { text } of report.summary) expect(said).toContain(text);
    const frames = (await readFile(join(first, 'timeseries.csv'), 'utf8')).trim().split('\r\n');
    expect(frames).toHaveLength(75 + 1);

    await dancePose('report', join(first, 'landmarks.json'), '--music', clip, '--out', again);
    expect((await read(again)).summary).toEqual(report.summary);
  });
});
