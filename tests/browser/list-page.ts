import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from './watched-page.ts';

/** The page where clips are sent and listed, as users see it. */
export const listPage = (page: Page) => ({
  send: (files: Parameters<Page['setInputFiles']>[1]): Promise<void> =>
    page.setInputFiles('input[type=file]', files),
  /** Drops files anywhere on the page, as from a folder of the desktop. */
  async drop(...paths: readonly string[]): Promise<void> {
    await page.locator('main').dispatchEvent('dragover');
    const files = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), base64: await readFile(path, 'base64') })),
    );
    const dataTransfer = await page.evaluateHandle(transferOf, files);
    await page.locator('main').dispatchEvent('drop', { dataTransfer });
  },
  /** Selects the fastest analysis. */
  async choosesFast(): Promise<void> {
    await page.getByText('Options').click();
    await page.getByRole('radio', { name: 'Fast', exact: true }).check();
  },
  /** Row of an upload or a clip. */
  row: (name: string): Locator => page.getByRole('listitem').filter({ hasText: name }),
  /** Row of a file that is uploading. */
  upload: (name: string): Locator =>
    page.getByRole('list', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: name }),
  /** Resolves when this number of clips is listed. */
  counts: (wanted: number): Promise<number> =>
    until(
      () => page.getByRole('list', { name: 'Clips' }).getByRole('listitem').count(),
      (found) => found === wanted,
    ),
});

/** Runs in the page, because a DataTransfer can only be made there. */
async function transferOf(
  files: readonly { readonly name: string; readonly base64: string }[],
): Promise<DataTransfer> {
  const transfer = new DataTransfer();
  for (const { name, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: 'video/mp4' }));
  }
  return transfer;
}

/** A file that claims to be a video but that no browser can play. */
export const notes = {
  name: 'notes.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('5, 6, 7, 8'),
} as const;
