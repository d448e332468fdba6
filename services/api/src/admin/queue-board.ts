import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { RequestHandler } from 'express';
import { BoardRouter } from './board-router.ts';
import { boardPath } from './serve-board.ts';

/** Of BullMQ. */
type ShownQueue = ConstructorParameters<typeof BullMQAdapter>[0];

const { resolve } = createRequire(import.meta.url);

/**
 * Shows the queue as BullMQ has it. It can change nothing: what retries, cancels or deletes a job has to keep
 * queue and store together, and only our own API does.
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

/** What people call their clips is nobody else's business. */
function withoutFileNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFileNames);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    name === 'fileName' ? '(hidden)' : withoutFileNames(field),
  ]);
  return Object.fromEntries(fields);
}
