/** Asks for 60 frames a second: fast footwork is blurred at fewer. */
export const openCamera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    video: { frameRate: { ideal: 60 }, height: { ideal: 1080 } },
    // Unprocessed audio: filters for speech remove beats.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });

export interface Recording {
  readonly startedMs: number;
  /** Stops the recording and resolves with it as a file. */
  stop(): Promise<File>;
}

const kinds = ['video/mp4;codecs=avc1', 'video/webm;codecs=vp9,opus', 'video/webm'] as const;

export function startRecording(stream: MediaStream): Recording {
  const kind = kinds.find((mimeType) => MediaRecorder.isTypeSupported(mimeType));
  const recorder = new MediaRecorder(stream, {
    ...(kind === undefined ? {} : { mimeType: kind }),
    videoBitsPerSecond: 12_000_000,
  });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.start(1000);
  return {
    startedMs: performance.now(),
    async stop() {
      recorder.stop();
      await ended;
      const type = recorder.mimeType.split(';')[0] ?? 'video/webm';
      const ending = type === 'video/mp4' ? 'mp4' : 'webm';
      const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
      return new File(pieces, `recording-${time}.${ending}`, { type });
    },
  };
}
