import type { JobDocument, Report } from '@dance-pose/contracts';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { addressOf, cleanVideoOf, sourceOf } from '../shared/artifacts.ts';
import { OptionalPart } from '../shared/error-boundary.tsx';
import { texts } from '../texts/texts.ts';
import { type Frames, stepFrames } from './frames.ts';
import type { Layer } from './layer.ts';
import type { Picture } from './picture.ts';
import { PlayerControls, speeds } from './player-controls.tsx';
import type { Playhead } from './playhead.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import type { Command } from './shortcuts.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './player.css';

const LayerCanvas = lazy(() => import('./layer-canvas.tsx'));

const text = texts.player;

export interface PlayerProps {
  readonly job: JobDocument;
  readonly report: Report | undefined;
  readonly playhead: Playhead;
  /** Shown under the picture. */
  readonly timeline: ReactNode;
  /** Goes to the moment before (−1) or after (1) the position; missing if there are no moments. */
  readonly stepMoments: ((by: -1 | 1) => void) | undefined;
}

/** Plays the clip annotated, as the original or as a skeleton only, all at the same position. */
export function Player({ job, report, playhead, timeline, stepMoments }: PlayerProps): ReactNode {
  const [picture, setPicture] = useState<Picture>('annotated');
  const [shown, setShown] = useState(shownAtFirst);
  const [isMirrored, setMirrored] = useState(false);
  const [isMuted, setMuted] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const { fps = 30, frameCount: count = 1 } = sourceOf(job, report) ?? {};
  const frames: Frames = { fps, count };
  const layers = picture === 'annotated' ? undefined : shown[picture];
  useShortcuts((command) =>
    runCommand(command, {
      ...{ playhead, frames },
      mirror: () => setMirrored((is) => !is),
      help: () => setHelpOpen(true),
    }),
  );
  return (
    <section ref={frame} className="player" aria-label={text.player}>
      <Screen
        {...{ job, report, playhead, picture, isMirrored, isMuted }}
        shown={layers ?? nothing}
      />
      <OptionalPart name={text.timeline}>{timeline}</OptionalPart>
      <PlayerControls
        {...{ playhead, frames, picture, setPicture, isMirrored, setMirrored, isMuted, setMuted }}
        stepMoments={stepMoments}
        layers={layers}
        setLayers={(now) => setShown((all) => ({ ...all, [picture]: now }))}
        onHelp={() => setHelpOpen(true)}
        onFullScreen={() => toggleFullScreen(frame.current)}
      />
      <ShortcutHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </section>
  );
}

/** The original is clean until a layer is chosen; the annotated video has its layers drawn in. */
const shownAtFirst: Readonly<Record<'original' | 'skeleton', ReadonlySet<Layer>>> = {
  original: new Set(),
  skeleton: new Set(['skeleton', 'trails']),
};
const nothing: ReadonlySet<Layer> = new Set();

interface Controlled {
  readonly playhead: Playhead;
  readonly frames: Frames;
  mirror(): void;
  help(): void;
}

function runCommand(command: Command, { playhead, frames, mirror, help }: Controlled): void {
  const { seconds, speed } = playhead;
  const faster = (by: number): void => {
    const at = speeds.findIndex((value) => value >= speed.get());
    const next =
      speeds[Math.max(0, Math.min(speeds.length - 1, (at < 0 ? speeds.length : at) + by))];
    speed.set((now) => next ?? now);
  };
  const commands: Readonly<Record<Command, () => void>> = {
    toggle: playhead.toggle,
    back: () => playhead.seek(seconds.get() - 1),
    forward: () => playhead.seek(seconds.get() + 1),
    frameBack: () => stepFrames(playhead, frames, -1),
    frameForward: () => stepFrames(playhead, frames, 1),
    slower: () => faster(-1),
    faster: () => faster(1),
    mirror,
    help,
  };
  commands[command]();
}

function toggleFullScreen(element: HTMLElement | null): void {
  // iPhones have it for videos only; there the button does nothing else either.
  if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => {});
  else element?.requestFullscreen?.().catch(() => {});
}

interface ScreenProps extends Pick<PlayerProps, 'job' | 'report' | 'playhead'> {
  readonly shown: ReadonlySet<Layer>;
  readonly picture: Picture;
  readonly isMirrored: boolean;
  readonly isMuted: boolean;
}

/** The picture. A press on it plays and pauses. */
function Screen(props: ScreenProps): ReactNode {
  const { job, playhead, picture, isMirrored, isMuted, shown } = props;
  const { id } = job;
  const [isUnplayable, setUnplayable] = useState(false);
  const drawn = { address: addressOf(id, 'annotated.mp4'), startSeconds: 0 };
  const { address, startSeconds } = picture === 'original' ? cleanVideoOf(job) : drawn;
  const attach = useVideo(playhead, startSeconds);
  return (
    <div className={isMirrored ? 'picture mirrored' : 'picture'}>
      <video
        ref={attach}
        src={address}
        playsInline
        preload="auto"
        muted={isMuted}
        aria-label={text.videoOf(job.source.fileName)}
        className={picture === 'skeleton' ? 'behind' : undefined}
        onClick={playhead.toggle}
        onError={({ currentTarget }) => setUnplayable(!reload(currentTarget))}
        onLoadedMetadata={() => setUnplayable(false)}
      />
      {(picture === 'skeleton' || shown.size > 0) && (
        <OptionalPart name={text.layers}>
          <Suspense fallback={<p className="picture-note">{text.loadingSkeleton}</p>}>
            <LayerCanvas {...props} isAlone={picture === 'skeleton'} />
          </Suspense>
        </OptionalPart>
      )}
      {isUnplayable && (
        <p className="picture-note">
          {picture === 'original' ? text.originalUnplayable : text.unplayable}
        </p>
      )}
    </div>
  );
}

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
function useVideo(playhead: Playhead, startSeconds: number): (video: HTMLVideoElement) => void {
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
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
  return useCallback((video: HTMLVideoElement | null) => setElement(video), []);
}
