import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { inClip, inWhole } from '../shared/format.ts';
import { optionsOf } from '../shared/options-of.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Segmented, Select } from '../ui/choice.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Camera, goodFps } from './camera.ts';
import { useCamera } from './use-camera.ts';
import type { Filming } from './use-filming.ts';
import { useSeconds } from './use-seconds.ts';

type Countdown = keyof typeof texts.filming.countdowns;

interface CameraStageProps {
  readonly filming: Extract<Filming, { at: 'setup' | 'recording' }>;
  onRecord(camera: Camera): void;
  onStop(): void;
}

const text = texts.filming;

/** The picture of the camera, its settings, and the recording. */
export function CameraStage({ filming, onRecord, onStop }: CameraStageProps): ReactNode {
  const [id, setId] = useState<string>();
  const [countdown, setCountdown] = useState<Countdown>('3');
  const [countsFrom, setCountsFrom] = useState<number>();
  const { camera, problem } = useCamera(true, id);
  const left = useCountdown(countsFrom, () => {
    setCountsFrom(undefined);
    if (camera !== undefined) onRecord(camera);
  });
  const isIdle = filming.at === 'setup' && left === undefined;
  const begin = (): void => {
    if (countdown === '0' && camera !== undefined) onRecord(camera);
    else setCountsFrom(Number(countdown));
  };
  return (
    <>
      <Problems problem={problem} filming={filming} />
      <Preview camera={camera} left={left} isRecording={filming.at === 'recording'} />
      {isIdle && (
        <div className="camera-settings">
          <p className="hint">{text.stand}</p>
          <CameraSelect camera={camera} onChange={setId} />
          <Segmented<Countdown>
            label={text.countdown}
            options={optionsOf(text.countdowns)}
            value={countdown}
            onChange={setCountdown}
          />
        </div>
      )}
      <div className="row">
        {filming.at === 'recording' && <StopButton since={filming.startedMs} onStop={onStop} />}
        {left !== undefined && (
          <Button onPress={() => setCountsFrom(undefined)}>{text.cancelStart}</Button>
        )}
        {isIdle && (
          <Button variant="primary" icon="record" isDisabled={camera === undefined} onPress={begin}>
            {text.record}
          </Button>
        )}
      </div>
    </>
  );
}

interface ProblemsProps {
  readonly problem: string | undefined;
  readonly filming: CameraStageProps['filming'];
}

function Problems({ problem, filming }: ProblemsProps): ReactNode {
  const interruption = filming.at === 'setup' ? filming.interruption : undefined;
  return (
    <>
      {problem !== undefined && <Notice tone="problem">{problem}</Notice>}
      {interruption !== undefined && <Notice tone="problem">{text.noBytes}</Notice>}
    </>
  );
}

interface PreviewProps {
  readonly camera: Camera | undefined;
  readonly left: number | undefined;
  readonly isRecording: boolean;
}

function Preview({ camera, left, isRecording }: PreviewProps): ReactNode {
  const picture = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (picture.current !== null) picture.current.srcObject = camera?.stream ?? null;
  }, [camera]);
  return (
    <div className={isRecording ? 'preview recording' : 'preview'}>
      <video
        ref={picture}
        autoPlay
        muted
        playsInline
        aria-label={text.preview}
        className={camera?.facesUser === true ? 'mirrored' : undefined}
      />
      <p className="countdown" role="status">
        {left !== undefined && (
          <>
            <span className="visually-hidden">{text.startsIn(inWhole(left))}</span>
            <span aria-hidden="true">{inWhole(left)}</span>
          </>
        )}
      </p>
    </div>
  );
}

interface CameraSelectProps {
  readonly camera: Camera | undefined;
  onChange(id: string): void;
}

function CameraSelect({ camera, onChange }: CameraSelectProps): ReactNode {
  if (camera === undefined) return null;
  const { cameras, id, heightPx, fps } = camera;
  return (
    <div>
      {cameras.length > 1 && (
        <Select
          label={text.camera}
          options={cameras.map((each) => ({ value: each.id, label: each.name }))}
          value={id}
          onChange={onChange}
        />
      )}
      <p className="hint">
        {text.quality(String(heightPx), inWhole(fps))} {fps < goodFps && text.slow}
      </p>
    </div>
  );
}

function StopButton({ since, onStop }: { readonly since: number; onStop(): void }): ReactNode {
  const seconds = useSeconds(since);
  return (
    <Button variant="primary" icon="stop" onPress={onStop}>
      {text.stop(inClip(seconds))}
    </Button>
  );
}

/** Counts down in seconds, then calls `onZero`; undefined while there is nothing to count. */
function useCountdown(from: number | undefined, onZero: () => void): number | undefined {
  const [left, setLeft] = useState(0);
  const zero = useEffectEvent(onZero);
  useEffect(() => {
    if (from === undefined) return undefined;
    setLeft(from);
    const timer = setInterval(() => setLeft((value) => value - 1), 1000);
    const end = setTimeout(() => zero(), from * 1000);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [from]);
  return from === undefined ? undefined : left;
}
