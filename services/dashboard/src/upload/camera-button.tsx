import { type ReactNode, useState } from 'react';
import { CameraDialog } from './camera-dialog.tsx';

/** Records a clip with the device's camera, where pages may use one (secure origins only). */
export function CameraButton({ onClip }: { onClip(file: File): void }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Record with the camera
      </button>
      {isOpen && <CameraDialog onClip={onClip} onClose={() => setOpen(false)} />}
    </>
  );
}
