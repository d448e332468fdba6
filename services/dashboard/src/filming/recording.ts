/** Reason why a recording ended by itself. */
export type Interruption = 'no-bytes' | 'failed' | 'unplugged';

export interface Recording {
  readonly mimeType: string;
  /** Resolves when the last piece was delivered: undefined after `stop`. */
  readonly ended: Promise<Interruption | undefined>;
  stop(): void;
}

/** @param durationMs length of the recording so far. */
export type PieceListener = (piece: Blob, durationMs: number) => void;

const kinds = ['video/mp4;codecs=avc1', 'video/webm;codecs=vp9,opus', 'video/webm'] as const;

/** Length of a piece. */
export const pieceMs = 1000;

/** A recorder that has delivered nothing by then never will (WebKitGTK without an encoder). */
export const silenceMs = 10_000;

/** Records the stream in pieces, and ends by itself when the recorder fails, stays silent, or the camera goes away. */
export function startRecording(stream: MediaStream, onPiece: PieceListener): Recording {
  const kind = kinds.find((mimeType) => MediaRecorder.isTypeSupported(mimeType));
  const recorder = new MediaRecorder(stream, {
    ...(kind === undefined ? {} : { mimeType: kind }),
    videoBitsPerSecond: 12_000_000,
    // Chromium delivers MP4 from key frame to key frame: without this, a crash would lose five seconds and more.
    videoKeyFrameIntervalDuration: pieceMs,
  } as MediaRecorderOptions);
  const { promise: ended, resolve } = Promise.withResolvers<Interruption | undefined>();
  let interruption: Interruption | undefined;
  const stop = (why?: Interruption): void => {
    interruption ??= why;
    if (recorder.state !== 'inactive') recorder.stop();
    else resolve(interruption);
  };
  const startedMs = performance.now();
  const silence = setTimeout(() => stop('no-bytes'), silenceMs);
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return;
    clearTimeout(silence);
    onPiece(data, performance.now() - startedMs);
  };
  recorder.onerror = () => stop('failed');
  recorder.onstop = () => {
    clearTimeout(silence);
    resolve(interruption);
  };
  for (const track of stream.getVideoTracks()) track.onended = () => stop('unplugged');
  recorder.start(pieceMs);
  return { mimeType: recorder.mimeType || (kind ?? 'video/webm'), ended, stop: () => stop() };
}
