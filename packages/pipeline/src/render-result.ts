import { join } from 'node:path';
import type { ArtifactName, JobOptions, PoseFrame } from '@dance-pose/contracts';
import { type MovementReport, smoothTrack } from '@dance-pose/movement';
import { extractPoster, type ProbedFile, renderImage, renderVideo } from '@dance-pose/video';
import { registerOverlayFont } from './overlay-font.ts';
import { overlayFrames } from './overlay-frames.ts';
import { renderSize } from './render-size.ts';

export interface RenderOptions {
  readonly file: ProbedFile;
  readonly frames: readonly PoseFrame[];
  /** What was measured of them: beats of the music, centre of mass. */
  readonly movement: MovementReport;
  readonly options: JobOptions;
  readonly outDir: string;
  readonly posterAtMs: number;
  readonly signal: AbortSignal;
  onFrame(framesDone: number): void;
}

const backgrounds = { skeleton: 'original', 'skeleton-only': 'black', ghost: 'dimmed' } as const;

/** The second pass: the annotated video or picture and its poster. Resolves with the artifact's name. */
export async function renderResult(render: RenderOptions): Promise<ArtifactName> {
  const { file, frames, options, outDir, posterAtMs, signal, onFrame } = render;
  const { rate } = file.plan;
  registerOverlayFont();
  const size = renderSize(file.plan, options.encode.maxHeight);
  const fps = rate.num / rate.den;
  const smooth = smoothTrack(frames, { fps, smoothing: options.smoothing });
  const isImage = file.passport.kind === 'image';
  const name: ArtifactName = isImage ? 'annotated.png' : 'annotated.mp4';
  const outPath = join(outDir, name);
  const request = {
    file,
    size,
    overlay: overlayFrames(smooth, size, options.overlay),
    background: backgrounds[options.overlay.style],
    outPath,
    signal,
  };
  if (isImage) await renderImage(request);
  else {
    const { encode } = options;
    await renderVideo({ ...request, encode, frameCount: frames.length, onFrame });
  }
  const poster = { fromPath: outPath, atMs: posterAtMs, outPath: join(outDir, 'poster.jpg') };
  await extractPoster({ ...poster, signal });
  return name;
}
