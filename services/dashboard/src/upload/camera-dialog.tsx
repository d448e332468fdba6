import { type ReactNode, useEffect, useRef, useState } from 'react';
import { inClip } from '../shared/format.ts';
import { openCamera, type Recording, startRecording } from './camera.ts';
import './camera-dialog.css';

interface CameraDialogProps {
  onClip(file: File): void;
  onClose(): void;
}

/** Shows the camera preview and records it until stopped. Closing the dialog switches the camera off. */
export function CameraDialog({ onClip, onClose }: CameraDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { stream, problem } = useCamera();
  const [recording, setRecording] = useState<Recording>();
  const picture = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (picture.current !== null) picture.current.srcObject = stream ?? null;
  }, [stream]);
  const seconds = useSecondsSince(recording?.startedMs);
  useEffect(() => dialog.current?.showModal(), []);
  const finish = async (): Promise<void> => {
    if (recording === undefined) return;
    onClip(await recording.stop());
    onClose();
  };
  return (
    <dialog ref={dialog} className="camera" aria-label="Record a clip" onClose={onClose}>
      <p className="hint">
        Put the device down, step back until your whole body is in the frame, and dance.
      </p>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <video ref={picture} autoPlay muted playsInline aria-label="Camera preview" />
      <div className="row">
        {recording === undefined ? (
          <button
            type="button"
            className="primary"
            disabled={stream === undefined}
            onClick={() => stream && setRecording(startRecording(stream))}
          >
            Record
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => void finish()}>
            Stop and analyse ({inClip(seconds)})
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}

function useCamera(): { readonly stream?: MediaStream; readonly problem?: string } {
  const [state, setState] = useState<{ stream?: MediaStream; problem?: string }>({});
  useEffect(() => {
    let open: MediaStream | undefined;
    let isClosed = false;
    openCamera().then(
      (stream) => {
        open = stream;
        if (isClosed) close(stream);
        else setState({ stream });
      },
      (error: unknown) => setState({ problem: problemOf(error) }),
    );
    return () => {
      isClosed = true;
      if (open !== undefined) close(open);
    };
  }, []);
  return state;
}

const close = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

function problemOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') {
    return 'This page has no permission to use the camera. Allow it in your browser’s site settings.';
  }
  if (name === 'NotFoundError') return 'No camera was found.';
  return 'The camera cannot be used. Another program may be using it.';
}

function useSecondsSince(startedMs: number | undefined): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (startedMs === undefined) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, [startedMs]);
  return startedMs === undefined ? 0 : Math.max(0, now - startedMs) / 1000;
}
