import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { urlOf } from '../report/artifacts.ts';
import type { Picture } from './picture.ts';
import { PlayerControls } from './player-controls.tsx';
import type { Playhead } from './playhead.ts';
import { useKeys } from './use-keys.ts';
import { useLoop } from './use-loop.ts';
import './player.css';

const SkeletonCanvas = lazy(() => import('../skeleton/skeleton-canvas.tsx'));

export interface PlayerProps {
  readonly job: JobDocument;
  readonly report: Report | undefined;
  readonly playhead: Playhead;
}

/** The clip: as drawn, as it was filmed, or the skeleton alone, all at the same place. */
export function Player({ job, report, playhead }: PlayerProps): ReactNode {
  const { result, input } = job;
  const [picture, setPicture] = useState<Picture>('annotated');
  const [speed, setSpeed] = useState(1);
  const [loop, setLoop] = useState<number>();
  const [isUnplayable, setUnplayable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const video = useVideo(playhead, speed);
  const fps = input?.fps ?? report?.source.fps ?? 30;
  useLoop(playhead, loop === undefined ? undefined : report?.phrases[loop]);
  useKeys(frame, playhead, video.element, fps);
  if (result === null) return null;
  const source =
    picture === 'original' ? `/v1/jobs/${job.id}/input` : urlOf(result, 'annotated.mp4');
  return (
    <section ref={frame} className="player" aria-label="Player">
      <div className="picture">
        {/* biome-ignore lint/a11y/useMediaCaption: dance clips have music, no speech. */}
        <video
          ref={video.attach}
          src={source}
          poster={urlOf(result, 'poster.jpg')}
          controls={picture !== 'skeleton'}
          playsInline
          preload="auto"
          aria-label={`Video of ${job.source.fileName}`}
          className={picture === 'skeleton' ? 'behind' : undefined}
          onError={() => setUnplayable(true)}
          onLoadedMetadata={() => setUnplayable(false)}
        />
        {picture === 'skeleton' && (
          <Suspense fallback={<p className="picture-note">Loading the skeleton …</p>}>
            <SkeletonCanvas {...{ job, result, playhead }} />
          </Suspense>
        )}
        {isUnplayable && <p className="picture-note">{unplayable(picture)}</p>}
      </div>
      <PlayerControls
        {...{ playhead, fps, picture, setPicture, speed, setSpeed, loop, setLoop }}
        video={video.element}
        phrases={report?.phrases ?? []}
      />
    </section>
  );
}

const unplayable = (picture: Picture): string =>
  picture === 'original'
    ? 'The original cannot be played here: this browser does not know its format, or it was removed after its time.'
    : 'The video cannot be loaded. Reload the page to get a fresh link.';

/** The element, joined to the playhead while it is there. A new source goes on where the old one was. */
function useVideo(playhead: Playhead, speed: number) {
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const attach = useCallback((video: HTMLVideoElement | null) => setElement(video), []);
  useEffect(() => {
    if (element === null) return undefined;
    const restore = (): void => {
      const { currentTime } = element;
      if (currentTime === 0 && playhead.seconds.get() > 0) playhead.seek(playhead.seconds.get());
    };
    element.addEventListener('loadedmetadata', restore);
    const leave = playhead.follow(element);
    return () => {
      element.removeEventListener('loadedmetadata', restore);
      leave();
    };
  }, [element, playhead]);
  useEffect(() => {
    if (element === null) return;
    element.playbackRate = speed;
    // What a new source begins with.
    element.defaultPlaybackRate = speed;
  }, [element, speed]);
  return { element, attach };
}
