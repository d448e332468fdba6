import type { JobDocument, JobId, LandmarksFile, Report } from '@dance-pose/contracts';
import { smoothTrack } from '@dance-pose/movement';
import { beatMarks, type OverlayContext, quietCorner } from '@dance-pose/overlay';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { loadLandmarks, loadTimeseries } from '../shared/artifacts.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { texts } from '../texts/texts.ts';
import { centreMarks } from './centre-source.ts';
import { type LayerSource, layerPainter } from './draw-layers.ts';
import { frameAt } from './frames.ts';
import type { Layer } from './layer.ts';
import { loadOverlayFont } from './overlay-font.ts';
import type { Playhead } from './playhead.ts';

interface LayerCanvasProps {
  readonly job: JobDocument;
  readonly report: Report | undefined;
  readonly playhead: Playhead;
  readonly shown: ReadonlySet<Layer>;
  readonly isMirrored: boolean;
  /** True if nothing is behind the layers. */
  readonly isAlone: boolean;
}

const text = texts.player;

/** The layers, drawn by the code that draws them on the video. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function LayerCanvas(props: LayerCanvasProps): ReactNode {
  const { id } = props.job;
  const load = useCallback(
    async (signal: AbortSignal) => {
      await loadOverlayFont();
      return loadLandmarks(id, signal);
    },
    [id],
  );
  const loaded = useLoaded(load);
  if (loaded.state === 'failed') return <p className="picture-note">{loaded.problem}</p>;
  if (loaded.state === 'loading') return <p className="picture-note">{text.loadingSkeleton}</p>;
  return <Drawing {...props} file={loaded.value} />;
}

interface DrawingProps extends LayerCanvasProps {
  readonly file: LandmarksFile;
}

function Drawing(props: DrawingProps): ReactNode {
  const { file, playhead, isAlone } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, fps } = file.source;
  const { paint, count } = usePainter(props);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return undefined;
    const draw = (): void => {
      context.clearRect(0, 0, width, height);
      paint(context as OverlayContext, frameAt(playhead.seconds.get(), { fps, count }));
    };
    draw();
    return playhead.seconds.subscribe(draw);
  }, [paint, count, fps, width, height, playhead]);
  return (
    <canvas
      ref={canvas}
      {...{ width, height }}
      className={isAlone ? 'alone' : undefined}
      role="img"
      aria-label={isAlone ? text.skeletonOnly : text.layers}
    />
  );
}

/** Draws a frame; another function when the layers or what they show change. */
function usePainter({ file, job, report, shown, isMirrored }: DrawingProps) {
  const { width, height, fps } = file.source;
  const { smoothing, overlay } = job.options;
  const frames = useMemo(
    () => smoothTrack(file.frames, { fps, smoothing }),
    [file, fps, smoothing],
  );
  const timeseries = useTimeseries(job.id, shown.has('centre'));
  const source = useMemo((): LayerSource => {
    const size = { width, height };
    const music = report?.music;
    return {
      ...{ frames, fps, size },
      beatAt: music && beatMarks(music, quietCorner(frames, size)),
      centreAt: timeseries && centreMarks(timeseries, frames, size),
    };
  }, [frames, fps, width, height, timeseries, report]);
  const paint = useMemo(
    () => layerPainter(source, { shown, options: overlay, isMirrored }),
    [source, shown, overlay, isMirrored],
  );
  return { paint, count: frames.length };
}

/** The measurements per frame, once they are needed. */
function useTimeseries(id: JobId, isNeeded: boolean) {
  const load = useCallback(
    (signal: AbortSignal) => (isNeeded ? loadTimeseries(id, signal) : Promise.resolve(undefined)),
    [id, isNeeded],
  );
  const loaded = useLoaded(load);
  return loaded.state === 'ready' ? loaded.value : undefined;
}
