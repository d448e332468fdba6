import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { addressOf } from '../shared/artifacts.ts';
import type { Picture } from './picture.ts';
import { PlayerControls } from './player-controls.tsx';
import type { Playhead } from './playhead.ts';
import { useKeys } from './use-keys.ts';
import { useLoop } from './use-loop.ts';
import './player.css';

const SkeletonCanvas = lazy(() => import('./skeleton-canvas.tsx'));

export interface PlayerProps {
  readonly job: JobDocument;
  readonly report: Report | undefined;
  readonly playhead: Playhead;
}

/** The clip: as drawn, as it was filmed, or the skeleton alone, all at the same place. */
export function Player({ job, report, playhead }: PlayerProps): ReactNode {
  const { id, input } = job;
  const [picture, setPicture] = useState<Picture>('annotated');
  const [speed, setSpeed] = useState(1);
  const [loop, setLoop] = useState<number>();
  const [isUnplayable, setUnplayable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const video = useVideo(playhead, speed);
  const fps = input?.fps ?? report?.source.fps ?? 30;
  useLoop(playhead, loop === undefined ? undefined : report?.phrases[loop]);
  useKeys(frame, playhead, video.element, fps);
  const source = picture === 'original' ? `/v1/jobs/${id}/input` : addressOf(id, 'annotated.mp4');
  return (
    <section ref={frame} className="player" aria-label="Player">
      <div className="picture">
        {/* biome-ignore lint/a11y/useMediaCaption: dance clips have music, no speech. */}
        <video
          ref={video.attach}
          src={source}
          poster={addressOf(id, 'poster.jpg')}
          controls={picture !== 'skeleton'}
          playsInline
          preload="auto"
          aria-label={`Video of ${job.source.fileName}`}
          className={picture === 'skeleton' ? 'behind' : undefined}
          onError={({ currentTarget }) => setUnplayable(!goesOn(currentTarget))}
          onLoadedMetadata={() => setUnplayable(false)}
        />
        {picture === 'skeleton' && (
          <Suspense fallback={<p className="picture-note">Loading the skeleton …</p>}>
            <SkeletonCanvas {...{ job, playhead }} />
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
    : 'The video cannot be loaded. Check the connection, then reload the page.';

/** @returns whether the video is fetched again: the link that it came from may be good no more, its address is. */
function goesOn(video: HTMLVideoElement): boolean {
  const { error, currentTime, paused } = video;
  if (error?.code !== MediaError.MEDIA_ERR_NETWORK) return false;
  video.load();
  video.currentTime = currentTime;
  if (!paused) video.play().catch(() => {}); // Should it fail again, there is another error event.
  return true;
}

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
