import { useEffect, useRef, useState } from 'react';
import { randomKey } from '../shared/random-key.ts';
import type { Camera } from './camera.ts';
import { type Interruption, type Recording, startRecording } from './recording.ts';
import { fileOf, type Take } from './take.ts';
import { currentOwner, dropTake, holdTake, keepPiece, piecesOf, releaseTake } from './takes.ts';

export type Filming =
  | { readonly at: 'loading' }
  | { readonly at: 'setup'; readonly interruption?: Interruption | undefined }
  | { readonly at: 'recording'; readonly startedMs: number }
  | {
      readonly at: 'review';
      readonly take: Take;
      readonly file: File;
      readonly interruption?: Interruption | undefined;
      /** False if the browser could not store all of it. */
      readonly isKept: boolean;
    };

/**
 * One take from the recorder to the review. It is written to the browser while it is recorded; until it is discarded
 * or stored by the service, it is offered again.
 * @param kept an earlier take, to review it.
 */
export function useFilming(kept: Take | undefined) {
  const [filming, setFilming] = useState<Filming>({
    at: kept === undefined ? 'setup' : 'loading',
  });
  const recording = useRef<Recording>(undefined);
  useEffect(() => {
    if (kept === undefined) return;
    holdTake(kept.id);
    void piecesOf(kept).then((pieces) =>
      setFilming({ at: 'review', take: kept, file: fileOf(kept, pieces), isKept: true }),
    );
  }, [kept]);
  // The page leaves the dialog while it records: the pieces until now stay.
  useEffect(() => () => recording.current?.stop(), []);
  const record = ({ stream }: Camera): void => {
    const begun = recordTake(stream);
    recording.current = begun.recording;
    setFilming({ at: 'recording', startedMs: performance.now() });
    void begun.ended.then(setFilming);
  };
  return {
    filming,
    record,
    stop: () => recording.current?.stop(),
    /** Removes the take and begins again. */
    async discard(): Promise<void> {
      recording.current?.stop();
      if (filming.at === 'review') await dropTake(filming.take.id);
      setFilming({ at: 'setup' });
    },
  };
}

interface BegunTake {
  readonly recording: Recording;
  readonly ended: Promise<Filming>;
}

function recordTake(stream: MediaStream): BegunTake {
  const pieces: Blob[] = [];
  const writes: Promise<boolean>[] = [];
  let take: Take = {
    ...{ id: randomKey(), owner: currentOwner() ?? '', startedAt: Date.now() },
    ...{ mimeType: '', durationMs: 0 },
  };
  holdTake(take.id);
  const recording = startRecording(stream, (piece, durationMs) => {
    take = { ...take, mimeType: recording.mimeType, durationMs };
    writes.push(keepPiece(take, pieces.push(piece) - 1, piece));
  });
  const ended = recording.ended.then(async (interruption): Promise<Filming> => {
    if (pieces.length === 0) {
      releaseTake(take.id);
      return { at: 'setup', interruption };
    }
    const isKept = (await Promise.all(writes)).every(Boolean);
    return { at: 'review', take, file: fileOf(take, pieces), interruption, isKept };
  });
  return { recording, ended };
}
