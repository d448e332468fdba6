import type { PhraseReport } from '@dance-pose/contracts';
import type { ReactNode } from 'react';
import { inClip, inNumber } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import type { Picture } from './picture.ts';
import type { Playhead } from './playhead.ts';
import { frameAt, stepFrames } from './step-frames.ts';
import { togglePlaying } from './use-keys.ts';

interface PlayerControlsProps {
  readonly playhead: Playhead;
  readonly video: HTMLVideoElement | null;
  readonly fps: number;
  readonly picture: Picture;
  setPicture(picture: Picture): void;
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Number of the repeated phrase. */
  readonly loop: number | undefined;
  setLoop(loop: number | undefined): void;
  readonly phrases: readonly PhraseReport[];
}

const pictures: readonly { readonly value: Picture; readonly label: string }[] = [
  { value: 'annotated', label: 'With skeleton' },
  { value: 'original', label: 'Original' },
  { value: 'skeleton', label: 'Skeleton only' },
];

const speeds = [0.25, 0.5, 0.75, 1] as const;

export function PlayerControls(props: PlayerControlsProps): ReactNode {
  const { playhead, video, fps, picture, setPicture } = props;
  const isPlaying = useStore(playhead.isPlaying);
  return (
    <div className="controls">
      <div className="row">
        <button type="button" onClick={() => stepFrames(playhead, video, fps, -1)}>
          <span aria-hidden="true">◂ </span>Frame<span className="visually-hidden"> back</span>
        </button>
        <button type="button" className="primary" onClick={() => togglePlaying(video)}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
        <button type="button" onClick={() => stepFrames(playhead, video, fps, 1)}>
          Frame<span className="visually-hidden"> forward</span>
          <span aria-hidden="true"> ▸</span>
        </button>
        <Position playhead={playhead} fps={fps} />
      </div>
      <fieldset className="row pictures">
        <legend className="visually-hidden">Picture</legend>
        {pictures.map(({ value, label }) => (
          <label key={value} className="check">
            <input
              type="radio"
              name="picture"
              checked={picture === value}
              onChange={() => setPicture(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="row">
        <SpeedSelect {...props} />
        <LoopSelect {...props} />
      </div>
    </div>
  );
}

/** The only part that renders at every frame. Not an `output`: screen readers would announce each change. */
function Position({ playhead, fps }: Pick<PlayerControlsProps, 'playhead' | 'fps'>): ReactNode {
  const seconds = useStore(playhead.seconds);
  return (
    <span className="place">
      {inClip(seconds)} · frame {frameAt(seconds, fps)}
    </span>
  );
}

function SpeedSelect({ speed, setSpeed }: PlayerControlsProps): ReactNode {
  return (
    <label>
      Speed{' '}
      <select value={speed} onChange={({ target }) => setSpeed(Number(target.value))}>
        {speeds.map((value) => (
          <option key={value} value={value}>
            {inNumber(value * 100)} %
          </option>
        ))}
      </select>
    </label>
  );
}

function LoopSelect({ loop, setLoop, phrases }: PlayerControlsProps): ReactNode {
  if (phrases.length === 0) return null;
  return (
    <label>
      Repeat{' '}
      <select
        value={loop ?? ''}
        onChange={({ target }) => setLoop(target.value === '' ? undefined : Number(target.value))}
      >
        <option value="">Off</option>
        {phrases.map(({ startMs, endMs }, at) => (
          <option key={startMs} value={at}>
            phrase {at + 1}, {inClip(startMs / 1000)}–{inClip(endMs / 1000)}
          </option>
        ))}
      </select>
    </label>
  );
}
