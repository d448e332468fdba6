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

/** All but the frames, of which there can be tens of thousands. */
const headSchema = landmarksFileSchema
  .extend({ frames: z.array(z.unknown()) })
  .refine(({ landmarkNames: names }) => landmarkNames.every((name, id) => name === names[id]), {
    message: 'are others than ours, or in another order',
    path: ['landmarkNames'],
  })
  .refine(({ source, frames }) => source.frameCount === frames.length, {
    message: 'are more or fewer than source.frameCount',
    path: ['frames'],
  });

/** Times are written to the microsecond. */
const toleranceMs = 0.5;

/** About 0.1 s of work. */
const framesAtOnce = 500;

/**
 * Reads a `landmarks.json`, of whatever layout, and gives way in between: a worker keeps the lock of its job.
 * @throws UserError `analysis-unreadable` for all that does not follow the schema; the signal's reason.
 */
export async function readLandmarks(path: string, signal: AbortSignal): Promise<LandmarksFile> {
  const text = await readFile(path, { encoding: 'utf8', signal });
  const head = valid(headSchema, parseJson(text), '');
  const frames: PoseFrame[] = [];
  for (const frame of head.frames) {
    frames.push(validFrame(frame, frames.length, head.source.fps));
    if (frames.length % framesAtOnce !== 0) continue;
    await setImmediate();
    signal.throwIfAborted();
  }
  return { ...head, frames };
}

function validFrame(value: unknown, at: number, fps: number): PoseFrame {
  const frame = valid(poseFrameSchema, value, `frames.${at}`);
  const { index, timeMs } = frame;
  if (index === at && Math.abs(timeMs - (1000 * at) / fps) <= toleranceMs) return frame;
  throw unreadable(`frames.${at}: index or time are not those of frame ${at} at ${fps} a second`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable('they are no JSON, or end early', cause);
  }
}

function valid<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first = { path: '', message: parsed.error.message }] = fieldErrors(parsed.error);
  const at = [place, first.path].filter((part) => part !== '').join('.');
  throw unreadable(`${at === '' ? '' : `${at}: `}${first.message}`, parsed.error);
}

const unreadable = (why: string, cause?: unknown): UserError =>
  new UserError(
    'analysis-unreadable',
    `The landmarks are damaged or not of this version: ${why}. Analyse the clip again.`,
    { cause },
  );
