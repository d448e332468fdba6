import type { JobOptionsInput } from '@dance-pose/contracts';

/** A recording of this browser that has not been stored by the service yet. Its bytes are in a `TakeStore`. */
export interface Take {
  readonly id: string;
  /** Owner who was signed in; empty if the service needs no key. Others do not see it. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly mimeType: string;
  readonly durationMs: number;
}

/** A take on its way to the service. */
export interface FinishedTake {
  readonly file: File;
  /** The part to analyse, if not all of it. */
  readonly trim: JobOptionsInput['trim'];
  /** Called when the service has stored it. */
  onStored(): void;
  /** Called when it is not going to be sent any more: it is offered again. */
  onDropped(): void;
}

/** Keeps takes over reloads and crashes. Methods reject if the browser refuses to store. */
export interface TakeStore {
  /** Adds the next piece of a take, and the take itself with the first. */
  add(take: Take, index: number, piece: Blob): Promise<void>;
  /** Newest first. */
  list(): Promise<Take[]>;
  /** The pieces of a take in their order. */
  pieces(id: string): Promise<Blob[]>;
  remove(id: string): Promise<void>;
}

/** The recording as a file, named after the time at which it began. */
export function fileOf({ startedAt, mimeType }: Take, pieces: readonly Blob[]): File {
  const type = mimeType.split(';')[0] || 'video/webm';
  const ending = type === 'video/mp4' ? 'mp4' : 'webm';
  const time = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  return new File([...pieces], `recording-${time}.${ending}`, { type });
}
