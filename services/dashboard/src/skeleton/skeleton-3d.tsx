import { type JobId, type LandmarksFile, landmarkId } from '@dance-pose/contracts';
import { poseConnections } from '@dance-pose/overlay';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { frameAt } from '../player/frames.ts';
import type { Playhead } from '../player/playhead.ts';
import { loadLandmarks } from '../shared/artifacts.ts';
import { useTheme } from '../shared/theme.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { Button } from '../ui/button.tsx';
import { createScene, type SkeletonScene, type Viewpoint } from './scene.ts';
import './skeleton-3d.css';

interface Skeleton3dProps {
  readonly jobId: JobId;
  readonly playhead: Playhead;
}

/** A 3D view of the dancer, in sync with the video. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function Skeleton3d({ jobId, playhead }: Skeleton3dProps): ReactNode {
  const load = useCallback((signal: AbortSignal) => loadLandmarks(jobId, signal), [jobId]);
  const loaded = useLoaded(load);
  if (loaded.state === 'failed') return <p role="alert">{loaded.problem}</p>;
  if (loaded.state === 'loading') return <p className="hint">Loading the landmarks …</p>;
  return <Stage file={loaded.value} playhead={playhead} />;
}

const views: readonly { readonly from: Viewpoint; readonly label: string }[] = [
  { from: 'front', label: 'Front' },
  { from: 'side', label: 'Side' },
  { from: 'above', label: 'Above' },
];

const bones = poseConnections.map(([from, to]) => [landmarkId[from], landmarkId[to]] as const);

function Stage({
  file,
  playhead,
}: {
  readonly file: LandmarksFile;
  readonly playhead: Playhead;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [scene, setScene] = useState<SkeletonScene>();
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scene reads its colours from the theme.
  useEffect(() => {
    if (box.current === null) return undefined;
    const made = createScene(box.current, bones);
    setScene(made);
    const show = (): void => {
      const frames = { fps: file.source.fps, count: file.frames.length };
      made.show(file.frames[frameAt(playhead.seconds.get(), frames)]?.people[0]?.world);
    };
    show();
    const leave = playhead.seconds.subscribe(show);
    return () => {
      leave();
      made.dispose();
    };
  }, [file, playhead, theme]);
  return (
    <figure className="stage">
      <div ref={box} className="stage-box" role="img" aria-label="3D skeleton" />
      <fieldset className="row views">
        <legend className="visually-hidden">Viewpoint</legend>
        {views.map(({ from, label }) => (
          <Button key={from} onPress={() => scene?.lookFrom(from)}>
            {label}
          </Button>
        ))}
      </fieldset>
      <figcaption className="hint">
        Drag to rotate, scroll or pinch to zoom. Depth is estimated from one camera: shapes are more
        reliable than distances.
      </figcaption>
    </figure>
  );
}
