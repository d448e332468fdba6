import type { Locator, Page } from 'playwright-core';
import { until } from './watched-page.ts';

/** The page where clips are sent and listed, as somebody sees it. */
export const listPage = (page: Page) => ({
  send: (files: Parameters<Page['setInputFiles']>[1]): Promise<void> =>
    page.setInputFiles('input[type=file]', files),
  /** Of an upload or a clip. */
  row: (name: string): Locator => page.getByRole('listitem').filter({ hasText: name }),
  /** Fulfils when so many clips are listed. */
  counts: (wanted: number): Promise<number> =>
    until(
      () => page.getByRole('list', { name: 'Clips' }).getByRole('listitem').count(),
      (found) => found === wanted,
    ),
});

/** What any program may call a video and no browser can play. */
export const notes = {
  name: 'notes.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('5, 6, 7, 8'),
} as const;
