import type { JobDocument, LandmarksFile, OverlayOptions, PoseFrame } from '@dance-pose/contracts';
import { smoothTrack } from '@dance-pose/movement';
import { drawOverlay, type OverlayContext } from '@dance-pose/overlay';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { loadLandmarks } from '../shared/artifacts.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import type { Playhead } from './playhead.ts';

interface SkeletonCanvasProps {
  readonly job: JobDocument;
  readonly playhead: Playhead;
}

const trailMs = 600;

/** The skeleton only, drawn by the code that draws it on the video. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function SkeletonCanvas({ job, playhead }: SkeletonCanvasProps): ReactNode {
  const { id } = job;
  const load = useCallback((signal: AbortSignal) => loadLandmarks(id, signal), [id]);
  const loaded = useLoaded(load);
  if (loaded.state === 'failed') return <p className="picture-note">{loaded.problem}</p>;
  if (loaded.state === 'loading') return <p className="picture-note">Loading the skeleton …</p>;
  return <Drawing file={loaded.value} asked={job.options} playhead={playhead} />;
}

function Drawing({
  file,
  asked,
  playhead,
}: {
  readonly file: LandmarksFile;
  readonly asked: JobDocument['options'];
  readonly playhead: Playhead;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, fps } = file.source;
  const { smoothing, overlay } = asked;
  const frames = useMemo(
    () => smoothTrack(file.frames, { fps, smoothing }),
    [file, fps, smoothing],
  );
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return undefined;
    const options = skeletonOnly(overlay);
    const draw = (): void => drawFrame(context, frames, playhead.seconds.get() * fps, options);
    draw();
    return playhead.seconds.subscribe(draw);
  }, [frames, fps, playhead, overlay]);
  return (
    <canvas ref={canvas} width={width} height={height} role="img" aria-label="Skeleton only" />
  );
}

/** The colours of the video; overlays that need the report stay off. */
const skeletonOnly = (overlay: OverlayOptions): OverlayOptions => ({
  ...overlay,
  style: 'skeleton-only',
  showTrails: true,
  showBeats: false,
  showCentreOfMass: false,
});

function drawFrame(
  context: CanvasRenderingContext2D,
  frames: readonly PoseFrame[],
  place: number,
  options: OverlayOptions,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const at = Math.min(frames.length - 1, Math.floor(place + 1e-6));
  const frame = frames[at];
  if (frame === undefined) return;
  const trail = frames
    .slice(Math.max(0, at - 60), at)
    .filter(({ timeMs }) => timeMs >= frame.timeMs - trailMs);
  const size = { width, height };
  drawOverlay(context as OverlayContext, { frame, trail, marks: {}, size, options });
}
