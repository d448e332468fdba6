import { type ReactNode, useEffect, useRef, useState } from 'react';
import { inClip } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Slider } from '../ui/choice.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Interruption } from './recording.ts';
import type { FinishedTake, Take } from './take.ts';
import { type Part, trimOf, withFrom, withTo } from './trim.ts';

interface ReviewStageProps {
  readonly take: Take;
  readonly file: File;
  readonly interruption?: Interruption | undefined;
  readonly isKept: boolean;
  onSend(trim: FinishedTake['trim']): void;
  onAgain(): void;
}

const text = texts.filming;

/** Plays a take, and lets the dancer choose the part to analyse. */
export function ReviewStage(props: ReviewStageProps): ReactNode {
  const { take, file, interruption, isKept, onSend, onAgain } = props;
  const [seconds, setSeconds] = useState(take.durationMs / 1000);
  const all: Part = { from: 0, to: seconds };
  const [part, setPart] = useState(all);
  const video = useRef<HTMLVideoElement>(null);
  const source = useAddress(file);
  const choose = (next: Part, shown: number): void => {
    setPart(next);
    if (video.current !== null) video.current.currentTime = shown;
  };
  const slider = { min: 0, max: all.to, step: 0.1, format: inClip };
  return (
    <>
      {interruption !== undefined && (
        <Notice tone="warning">
          {interruption === 'unplugged' ? text.unplugged : text.failed}
        </Notice>
      )}
      {!isKept && <Notice tone="warning">{text.onlyHere}</Notice>}
      <div className="preview">
        {/* biome-ignore lint/a11y/useMediaCaption: dance clips have music, no speech. */}
        <video
          ref={video}
          src={source}
          controls
          playsInline
          aria-label={text.review}
          onLoadedMetadata={({ currentTarget }) => findEnd(currentTarget)}
          onDurationChange={({ currentTarget: { duration } }) => {
            if (!Number.isFinite(duration)) return;
            setSeconds(duration);
            setPart({ from: 0, to: duration });
          }}
        />
      </div>
      <div className="fields">
        <Slider
          {...slider}
          label={text.from}
          value={part.from}
          onChange={(from) => choose(withFrom(part, from), from)}
        />
        <Slider
          {...slider}
          label={text.to}
          value={part.to}
          onChange={(to) => choose(withTo(part, to, all), to)}
        />
      </div>
      <p className="hint">{text.part(inClip(part.to - part.from))}</p>
      <div className="row">
        <Button variant="primary" icon="upload" onPress={() => onSend(trimOf(part, all))}>
          {text.send}
        </Button>
        <Button variant="quiet" onPress={onAgain}>
          {text.again}
        </Button>
      </div>
    </>
  );
}

/** A WebM that was recorded does not say how long it is; the browser finds out when it looks for the end. */
function findEnd(video: HTMLVideoElement): void {
  if (Number.isFinite(video.duration)) return;
  video.currentTime = Number.MAX_SAFE_INTEGER;
  video.addEventListener('durationchange', () => (video.currentTime = 0), { once: true });
}

function useAddress(file: File): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const url = URL.createObjectURL(file);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return address;
}
