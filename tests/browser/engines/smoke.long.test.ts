import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DancePoseClient } from '@dance-pose/client';
import { clipFrom } from '@dance-pose/client/node';
import { type LocalStack, startStack } from '@dance-pose/local-stack';
import { createTempFolder, type TempFolder } from '@dance-pose/runtime';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { makeDanceClip } from '../../end-to-end/media.ts';
import { findProgram } from '../browser.ts';
import { type Engine, type EnginePage, untilTrue } from './engine.ts';
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

jest.setTimeout(300_000);

let folder: TempFolder;
let stack: LocalStack;
let jobId: string;
beforeAll(async () => {
  folder = await createTempFolder('engines');
  stack = await startStack({ dataDir: join(folder.path, 'data'), env: { TEMP_DIR: folder.path } });
  const client = new DancePoseClient({ baseUrl: stack.url });
  const clip = await clipFrom(await makeDanceClip(folder.path, 8));
  const { id } = await client.submit({ ...clip, options: { model: 'lite' } });
  await client.wait(id);
  jobId = id;
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const video = 'document.querySelector("video")';
const button = (name: string): string =>
  `[...document.querySelectorAll('button')].find((it) => (it.getAttribute('aria-label') ?? it.textContent).startsWith(${JSON.stringify(name)}))`;
const label = (name: string): string =>
  `[...document.querySelectorAll('label')].find((it) => it.textContent.trim() === ${JSON.stringify(name)})`;

/** Clicks on an element once it is there. */
async function click(page: EnginePage, element: string): Promise<void> {
  await untilTrue(page, element);
  await page.click(element);
}

/** Ten steps through the pages, as a dancer takes them. */
async function walkThrough(page: EnginePage): Promise<void> {
  // 1. The list has the clip.
  await page.open(`${stack.url}/`);
  await untilTrue(page, `document.querySelector('a[href="/jobs/${jobId}"]')`);
  // 2. The clip opens, with its video.
  await click(page, `document.querySelector('a[href="/jobs/${jobId}"]')`);
  await untilTrue(page, `${video} && ${video}.readyState >= 2`);
  // 3. It plays.
  await click(page, button('Play'));
  await untilTrue(page, `${video}.currentTime > 0.3`);
  await click(page, button('Pause'));
  // 4. A sentence leads to its moment, which is repeated.
  await click(page, `document.querySelector('.sentence')`);
  await untilTrue(
    page,
    `document.querySelector('.track .loop') && location.hash.includes('loop=')`,
  );
  await click(page, button('Pause'));
  // 5. A key goes one frame further.
  const place = `Number(document.querySelector('.place').textContent.split(' ').at(-1))`;
  await page.press(',');
  const frame = await page.ask<number>(place);
  await page.press('.');
  await untilTrue(page, `${place} === ${frame + 1}`);
  // 6. The picture is mirrored.
  await click(page, button('Mirror'));
  await untilTrue(page, `document.querySelector('.picture.mirrored')`);
  // 7. The skeleton is drawn by the page.
  await click(page, label('Skeleton only'));
  await untilTrue(
    page,
    `(() => {
      const canvas = document.querySelector('.picture canvas');
      const data = canvas?.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      return data?.some((value) => value > 0);
    })()`,
  );
  // 8. Without WebGL the 3D view says so, and nothing else is missing.
  await click(page, button('Show the 3D view'));
  await untilTrue(page, `document.body.textContent.includes('cannot be shown')`);
  // 9. Numbers and charts are there.
  await untilTrue(page, `document.querySelectorAll('.u-over').length >= 2`);
  await untilTrue(page, `document.querySelectorAll('.metrics dt').length > 10`);
  // 10. The files are available, and the video still plays.
  const status = (name: string) =>
    `(() => { const ask = new XMLHttpRequest(); ask.open('GET', '/v1/jobs/${jobId}/artifacts/${name}', false); ask.send(); return ask.status; })()`;
  expect(await page.ask(status('report.json'))).toBe(200);
  await click(page, label('With skeleton'));
  await untilTrue(page, `${video}.readyState >= 2`);
}

const programs = {
  firefox: findProgram('firefox-esr', 'firefox'),
  webKitDriver: findProgram('WebKitWebDriver'),
  miniBrowser: ['x86_64', 'aarch64']
    .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
    .concat('/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser')
    .find(existsSync),
};

const engines: readonly (readonly [string, (() => Promise<Engine>) | undefined])[] = [
  [
    'Firefox',
    programs.firefox === undefined ? undefined : () => openFirefox(programs.firefox as string, 'C'),
  ],
  [
    'WebKitGTK',
    programs.webKitDriver === undefined || programs.miniBrowser === undefined
      ? undefined
      : () =>
          openWebKit({
            driver: programs.webKitDriver as string,
            browser: programs.miniBrowser as string,
          }),
  ],
];

describe.each(engines)('in %s', (name, open) => {
  if (open === undefined) {
    if (process.env.CI) throw new Error(`CI needs ${name}; .ci/run has how.`);
    process.stderr.write(`Not tested, it is not on this machine: ${name}\n`);
    test.skip('ten steps', () => {});
    return;
  }
  test('the pages work, without WebGL and with a language that is no language tag', async () => {
    await using engine = await open();
    await walkThrough(engine.page);
    expect((await engine.page.errors()).filter((error) => !/WebGL/i.test(error))).toEqual([]);
  });
});
