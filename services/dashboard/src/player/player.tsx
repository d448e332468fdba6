import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { addressOf, inputOf } from '../shared/artifacts.ts';
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

/** Plays the clip annotated, as the original or as a skeleton only, all at the same position. */
export function Player({ job, report, playhead }: PlayerProps): ReactNode {
  const { id, input } = job;
  const [picture, setPicture] = useState<Picture>('annotated');
  const [speed, setSpeed] = useState(1);
  const [loop, setLoop] = useState<number>();
  const [isUnplayable, setUnplayable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const startSeconds = picture === 'original' ? (job.options.trim?.startMs ?? 0) / 1000 : 0;
  const video = useVideo(playhead, speed, startSeconds);
  const fps = input?.fps ?? report?.source.fps ?? 30;
  useLoop(playhead, loop === undefined ? undefined : report?.phrases[loop]);
  useKeys(frame, playhead, video.element, fps);
  const source = picture === 'original' ? inputOf(id) : addressOf(id, 'annotated.mp4');
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
          onError={({ currentTarget }) => setUnplayable(!reload(currentTarget))}
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
    ? 'The original cannot be played: this browser does not support its format, or it has expired.'
    : 'The video cannot be loaded. Check your connection, then reload the page.';

/**
 * Reloads the video after a network error: the presigned URL behind its address may have expired.
 * @returns true if the video is being reloaded.
 */
function reload(video: HTMLVideoElement): boolean {
  const { error, currentTime, paused } = video;
  if (error?.code !== MediaError.MEDIA_ERR_NETWORK) return false;
  video.load();
  video.currentTime = currentTime;
  if (!paused) video.play().catch(() => {}); // If it fails again, another error event follows.
  return true;
}

/**
 * Connects the video element to the playhead. A new source continues at the position of the old one.
 * @param startSeconds position in the video at which the analysed part starts.
 */
function useVideo(playhead: Playhead, speed: number, startSeconds: number) {
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const attach = useCallback((video: HTMLVideoElement | null) => setElement(video), []);
  useEffect(() => {
    if (element === null) return undefined;
    const restore = (): void => {
      const seconds = playhead.seconds.get();
      if (element.currentTime === 0 && startSeconds + seconds > 0) playhead.seek(seconds);
    };
    element.addEventListener('loadedmetadata', restore);
    const leave = playhead.follow(element, startSeconds);
    return () => {
      element.removeEventListener('loadedmetadata', restore);
      leave();
    };
  }, [element, playhead, startSeconds]);
  useEffect(() => {
    if (element === null) return;
    element.playbackRate = speed;
    // A new source starts at the default rate.
    element.defaultPlaybackRate = speed;
  }, [element, speed]);
  return { element, attach };
}
