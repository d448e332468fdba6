import { type JobDocument, landmarkId } from '@dance-pose/contracts';
import { poseConnections } from '@dance-pose/overlay';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { frameAt } from '../player/frames.ts';
import type { Playhead } from '../player/playhead.ts';
import type { TrackFrames } from '../player/track-frames.ts';
import { useTrack } from '../player/use-track.ts';
import { useTheme } from '../shared/theme.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { createScene, type SkeletonScene, type Viewpoint } from './scene.ts';
import './skeleton-3d.css';

interface Skeleton3dProps {
  readonly job: JobDocument;
  readonly playhead: Playhead;
}

/** A 3D view of the dancer, in sync with the video. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function Skeleton3d({ job, playhead }: Skeleton3dProps): ReactNode {
  const loaded = useTrack(job);
  if (loaded.state === 'failed') return <p role="alert">{loaded.problem}</p>;
  if (loaded.state === 'loading') return <p className="hint">{texts.common.loading}</p>;
  return <Stage track={loaded.value} playhead={playhead} />;
}

const text = texts.report.space;
const viewpoints = Object.entries(text.viewpoints) as [Viewpoint, string][];

const bones = poseConnections.map(([from, to]) => [landmarkId[from], landmarkId[to]] as const);

function Stage({
  track,
  playhead,
}: {
  readonly track: TrackFrames;
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
      const at = frameAt(playhead.seconds.get(), track);
      track.need(at);
      made.show(track.frames[at]?.people[0]?.world);
    };
    show();
    const ends = [
      playhead.seconds.subscribe(show),
      track.onArrival((failed) => failed === undefined && show()),
      made.dispose,
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [track, playhead, theme]);
  return (
    <figure className="stage">
      <div ref={box} className="stage-box" role="img" aria-label={text.skeleton} />
      <fieldset className="row views">
        <legend className="visually-hidden">{text.viewpoint}</legend>
        {viewpoints.map(([from, label]) => (
          <Button key={from} onPress={() => scene?.lookFrom(from)}>
            {label}
          </Button>
        ))}
      </fieldset>
      <figcaption className="hint">{text.hint}</figcaption>
    </figure>
  );
}
