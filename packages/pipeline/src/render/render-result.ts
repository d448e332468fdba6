import { join } from 'node:path';
import type {
  ArtifactName,
  JobOptions,
  JobResult,
  PoseFrame,
  Warning,
} from '@dance-pose/contracts';
import { type MovementReport, smoothTrack } from '@dance-pose/movement';
import {
  type ProbedFile,
  playsInBrowsers,
  type RenderRequest,
  renderImage,
  renderVideo,
} from '@dance-pose/video';
import { posterFrame } from '../track/summarise-track.ts';
import { overlayBox } from './overlay-box.ts';
import { registerOverlayFont } from './overlay-font.ts';
import { drawOverlays, overlaysOf } from './overlay-frames.ts';
import { overlayMarks } from './overlay-marks.ts';
import { RgbaPicture, YuvaPicture } from './overlay-picture.ts';
import { renderSize } from './render-size.ts';
import { drawThumbnailSheet, planThumbnails } from './thumbnail-sheet.ts';
import { writeTrack } from './write-track.ts';

export interface RenderOptions {
  readonly file: ProbedFile;
  readonly frames: readonly PoseFrame[];
  /** Measurements of these frames: beats of the music, centre of mass. */
  readonly movement: MovementReport;
  readonly options: JobOptions;
  readonly outDir: string;
  /** True if there is a preview already. */
  readonly hasPreview: boolean;
  readonly signal: AbortSignal;
  onFrame(framesDone: number): void;
}

const backgrounds = { skeleton: 'original', 'skeleton-only': 'black', ghost: 'dimmed' } as const;

export interface Rendered extends Pick<JobResult, 'thumbnails' | 'picture'> {
  readonly names: readonly ArtifactName[];
  /** Warnings about what was lost, such as the sound. */
  readonly warnings: readonly Warning[];
}

/**
 * The second pass: renders the annotated video or picture, its poster and its thumbnails, for files that browsers do not
 * play a preview, and writes the track that all are drawn from.
 */
export async function renderResult(render: RenderOptions): Promise<Rendered> {
  const { file, frames, movement, options, outDir, signal } = render;
  const { rate } = file.plan;
  registerOverlayFont();
  const size = renderSize(file.plan, options.encode.maxHeight);
  const fps = rate.num / rate.den;
  const smooth = smoothTrack(frames, { fps, smoothing: options.smoothing });
  await writeTrack(join(outDir, 'track.bin'), { frames: smooth, movement }, signal);
  const marksAt = overlayMarks(movement, smooth, options.overlay);
  const overlays = () => overlaysOf(smooth, { size, options: options.overlay, marksAt });
  const box = await overlayBox(overlays(), signal);
  const request = {
    file,
    size,
    box,
    background: backgrounds[options.overlay.style],
    posterFrame: posterFrame(frames),
    posterPath: join(outDir, 'poster.jpg'),
    signal,
  };
  if (file.mediaInfo.kind === 'image') {
    const drawings = () => drawOverlays(overlays(), box, new RgbaPicture(box));
    await renderImage({ ...request, drawings, outPath: join(outDir, 'annotated.png') });
    return { names: ['annotated.png', 'poster.jpg', 'track.bin'], warnings: [] };
  }
  const drawings = () => drawOverlays(overlays(), box, new YuvaPicture(box));
  return renderClip({ ...request, drawings, fps }, render);
}

type ClipRequest = Pick<
  RenderRequest,
  'file' | 'size' | 'box' | 'background' | 'posterFrame' | 'posterPath' | 'signal' | 'drawings'
> & { readonly fps: number };

async function renderClip(
  request: ClipRequest,
  { frames, options, outDir, hasPreview, onFrame }: RenderOptions,
): Promise<Rendered> {
  const { file, size, fps } = request;
  const { sheet, every } = planThumbnails(size, { frameCount: frames.length, fps });
  const { width, height } = sheet;
  const picture = playsInBrowsers(file.mediaInfo) ? 'input' : 'preview.mp4';
  const isPreviewMade = picture === 'preview.mp4' && !hasPreview;
  const small = join(outDir, 'thumbnails.rgba');
  const warnings = await renderVideo({
    ...request,
    encode: options.encode,
    frameCount: frames.length,
    outPath: join(outDir, 'annotated.mp4'),
    thumbnails: { width, height, every },
    thumbnailsPath: small,
    ...(isPreviewMade && { previewPath: join(outDir, 'preview.mp4') }),
    onFrame,
  });
  await drawThumbnailSheet(sheet, small, join(outDir, 'thumbnails.jpg'));
  const names: ArtifactName[] = [
    ...(['annotated.mp4', 'poster.jpg', 'thumbnails.jpg', 'track.bin'] as const),
    ...(isPreviewMade ? (['preview.mp4'] as const) : []),
  ];
  return { names, warnings, thumbnails: sheet, picture };
}
