import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import {
  fieldErrors,
  type LandmarksFile,
  landmarkNames,
  landmarksFileSchema,
  type PoseFrame,
  poseFrameSchema,
  UserError,
} from '@dance-pose/contracts';
import { z } from 'zod';

/** Schema without the frames, of which there may be tens of thousands. */
const headSchema = landmarksFileSchema
  .extend({ frames: z.array(z.unknown()) })
  .refine(({ landmarkNames: names }) => landmarkNames.every((name, id) => name === names[id]), {
    message: 'differ from the expected names or their order',
    path: ['landmarkNames'],
  })
  .refine(({ source, frames }) => source.frameCount === frames.length, {
    message: 'differ in number from source.frameCount',
    path: ['frames'],
  });

/** Stored times have a resolution of a microsecond. */
const toleranceMs = 0.5;

/** Number of frames, about 0.1 s of work, between two yields to the event loop. */
const framesPerTurn = 500;

/**
 * Reads a `landmarks.json` in any layout. It yields to the event loop in between, so that a worker can renew the lock
 * of its job.
 * @throws UserError `analysis-unreadable` if the file does not match the schema; the signal's reason when aborted.
 */
export async function readLandmarks(path: string, signal: AbortSignal): Promise<LandmarksFile> {
  const text = await readFile(path, { encoding: 'utf8', signal });
  const head = valid(headSchema, parseJson(text), '');
  const frames: PoseFrame[] = [];
  for (const frame of head.frames) {
    frames.push(validFrame(frame, frames.length, head.source.fps));
    if (frames.length % framesPerTurn !== 0) continue;
    await setImmediate();
    signal.throwIfAborted();
  }
  return { ...head, frames };
}

function validFrame(value: unknown, at: number, fps: number): PoseFrame {
  const frame = valid(poseFrameSchema, value, `frames.${at}`);
  const { index, timeMs } = frame;
  if (index === at && Math.abs(timeMs - (1000 * at) / fps) <= toleranceMs) return frame;
  throw unreadable(
    `frames.${at}: index or time differ from those of frame ${at} at ${fps} frames per second`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable('they are not JSON, or truncated', cause);
  }
}

function valid<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first = { path: '', message: parsed.error.message }] = fieldErrors(parsed.error);
  const at = [prefix, first.path].filter((part) => part !== '').join('.');
  throw unreadable(`${at === '' ? '' : `${at}: `}${first.message}`, parsed.error);
}

const unreadable = (why: string, cause?: unknown): UserError =>
  new UserError(
    'analysis-unreadable',
    `The landmarks are damaged or of another version: ${why}. Analyse the clip again.`,
    { cause },
  );
