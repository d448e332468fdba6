import { join } from 'node:path';
import type { ArtifactName, JobOptions, PoseFrame, Warning } from '@dance-pose/contracts';
import { type MovementReport, smoothTrack } from '@dance-pose/movement';
import { type ProbedFile, renderImage, renderVideo } from '@dance-pose/video';
import { posterFrame } from '../track/summarise-track.ts';
import { overlayBox } from './overlay-box.ts';
import { registerOverlayFont } from './overlay-font.ts';
import { drawOverlays, overlaysOf } from './overlay-frames.ts';
import { overlayMarks } from './overlay-marks.ts';
import { RgbaPicture, YuvaPicture } from './overlay-picture.ts';
import { renderSize } from './render-size.ts';
import { writeTrack } from './write-track.ts';

export interface RenderOptions {
  readonly file: ProbedFile;
  readonly frames: readonly PoseFrame[];
  /** Measurements of these frames: beats of the music, centre of mass. */
  readonly movement: MovementReport;
  readonly options: JobOptions;
  readonly outDir: string;
  readonly signal: AbortSignal;
  onFrame(framesDone: number): void;
}

const backgrounds = { skeleton: 'original', 'skeleton-only': 'black', ghost: 'dimmed' } as const;

export interface Rendered {
  readonly name: ArtifactName;
  /** Warnings about what was lost, such as the sound. */
  readonly warnings: readonly Warning[];
}

/** The second pass: renders the annotated video or picture and its poster, and writes the track they are drawn from. */
export async function renderResult(render: RenderOptions): Promise<Rendered> {
  const { file, frames, movement, options, outDir, signal, onFrame } = render;
  const { rate } = file.plan;
  registerOverlayFont();
  const size = renderSize(file.plan, options.encode.maxHeight);
  const fps = rate.num / rate.den;
  const smooth = smoothTrack(frames, { fps, smoothing: options.smoothing });
  await writeTrack(join(outDir, 'track.bin'), { frames: smooth, movement }, signal);
  const marksAt = overlayMarks(movement, smooth, options.overlay);
  const overlays = () => overlaysOf(smooth, { size, options: options.overlay, marksAt });
  const box = await overlayBox(overlays(), signal);
  const isImage = file.mediaInfo.kind === 'image';
  const Picture = isImage ? RgbaPicture : YuvaPicture;
  const name: ArtifactName = isImage ? 'annotated.png' : 'annotated.mp4';
  const request = {
    file,
    size,
    box,
    drawings: () => drawOverlays(overlays(), box, new Picture(box)),
    background: backgrounds[options.overlay.style],
    outPath: join(outDir, name),
    posterFrame: posterFrame(frames),
    posterPath: join(outDir, 'poster.jpg'),
    signal,
  };
  const video = { encode: options.encode, frameCount: frames.length, onFrame };
  const warnings = isImage
    ? await renderImage(request).then(() => [])
    : await renderVideo({ ...request, ...video });
  return { name, warnings };
}
