import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { RequestHandler } from 'express';
import { BoardRouter } from './board-router.ts';
import { boardPath } from './serve-board.ts';

/** A queue of BullMQ. */
type ShownQueue = ConstructorParameters<typeof BullMQAdapter>[0];

const { resolve } = createRequire(import.meta.url);

/**
 * Shows the BullMQ queue, read-only: retry, cancel and delete must keep queue and store consistent, and only our
 * own API does so.
 */
export function createQueueBoard(queue: ShownQueue): RequestHandler {
  const shown = new BullMQAdapter(queue, { readOnlyMode: true });
  for (const field of ['data', 'progress', 'returnValue'] as const) {
    shown.setFormatter(field, withoutFileNames);
  }
  const serverAdapter = new BoardRouter(boardPath);
  createBullBoard({
    queues: [shown],
    serverAdapter,
    options: {
      uiBasePath: dirname(resolve('@bull-board/ui/package.json')),
      uiConfig: { boardTitle: 'Dance Pose Analyser', hideDocsLink: true, locale: { lng: 'en' } },
    },
  });
  return serverAdapter.router;
}

/** File names are private to their owner. */
function withoutFileNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFileNames);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    name === 'fileName' ? '(hidden)' : withoutFileNames(field),
  ]);
  return Object.fromEntries(fields);
}
