import type { JobDocument, JobId, Report } from '@dance-pose/contracts';
import { beatMarks, type OverlayContext, quietCorner } from '@dance-pose/overlay';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { loadTimeseries } from '../shared/artifacts.ts';
import { problemText } from '../shared/problems.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { texts } from '../texts/texts.ts';
import { centreMarks } from './centre-source.ts';
import { type LayerSource, layerPainter } from './draw-layers.ts';
import { frameAt } from './frames.ts';
import type { Layer } from './layer.ts';
import { loadOverlayFont } from './overlay-font.ts';
import type { Playhead } from './playhead.ts';
import type { TrackFrames } from './track-frames.ts';
import { useTrack } from './use-track.ts';

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
  const loaded = useTrack(props.job, loadOverlayFont);
  if (loaded.state === 'failed') return <p className="picture-note">{loaded.problem}</p>;
  if (loaded.state === 'loading') return <p className="picture-note">{text.loadingSkeleton}</p>;
  return <Drawing {...props} track={loaded.value} />;
}

interface DrawingProps extends LayerCanvasProps {
  readonly track: TrackFrames;
}

function Drawing(props: DrawingProps): ReactNode {
  const { track, playhead, isAlone } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<string>();
  const { width, height } = track.size;
  const paint = usePainter(props);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return undefined;
    const draw = (): void => {
      const at = frameAt(playhead.seconds.get(), track);
      track.need(at);
      context.clearRect(0, 0, width, height);
      paint(context as OverlayContext, at);
    };
    draw();
    const ends = [
      playhead.seconds.subscribe(draw),
      track.onArrival((failed) => {
        setProblem(failed === undefined ? undefined : problemText(failed));
        if (failed === undefined) draw();
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [paint, track, width, height, playhead]);
  return (
    <>
      <canvas
        ref={canvas}
        {...{ width, height }}
        className={isAlone ? 'alone' : undefined}
        role="img"
        aria-label={isAlone ? text.skeletonOnly : text.layers}
      />
      {problem !== undefined && <p className="picture-note">{problem}</p>}
    </>
  );
}

/** Draws a frame; another function when the layers or what they show change. */
function usePainter({ track, job, report, shown, isMirrored }: DrawingProps) {
  const { overlay } = job.options;
  const timeseries = useTimeseries(job.id, shown.has('centre'));
  const corner = useCorner(track);
  const source = useMemo((): LayerSource => {
    const { frames, fps, size } = track;
    const music = report?.music;
    return {
      ...{ frames, fps, size },
      beatAt: music && corner && beatMarks(music, corner),
      centreAt: timeseries && centreMarks(timeseries, frames, size),
    };
  }, [track, timeseries, report, corner]);
  return useMemo(
    () => layerPainter(source, { shown, options: overlay, isMirrored }),
    [source, shown, overlay, isMirrored],
  );
}

/** Corner for the counts: where the dancer is least in the frames that arrive first. It stays there. */
function useCorner(track: TrackFrames): ReturnType<typeof quietCorner> | undefined {
  const found = useCallback(() => {
    const there = track.frames.filter((frame) => frame !== undefined);
    return there.length === 0 ? undefined : quietCorner(there, track.size);
  }, [track]);
  const [corner, setCorner] = useState(found);
  useEffect(() => track.onArrival(() => setCorner((known) => known ?? found())), [track, found]);
  return corner;
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
