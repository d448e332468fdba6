import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@dance-pose/runtime';
import { FfmpegProcess, type FfmpegTask, fileUrl, pipeIn, writeWhole } from '@dance-pose/video';
import { createCanvas } from '@napi-rs/canvas';
import { clickTrack, sampleRateHz } from './click-track.ts';
import type { Dance } from './dance.ts';
import { drawFrame } from './draw-frame.ts';

export interface RenderDanceRequest {
  readonly dance: Dance;
  /** Path of the MP4; an existing file is replaced once the new one is complete. */
  readonly outPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (framesDone: number) => void;
}

/**
 * Renders the dance to a video: H.264, with a click on every count as AAC.
 * @throws RangeError if the width or height is odd, which H.264 in 4:2:0 does not allow.
 */
export async function renderDance(request: RenderDanceRequest): Promise<void> {
  const { dance, outPath, signal } = request;
  const { width, height } = dance.size;
  if (width % 2 !== 0 || height % 2 !== 0) {
    throw new RangeError(
      `A video needs an even width and height; this dance is ${width}×${height}.`,
    );
  }
  await using folder = await createTempFolder('dancer');
  const clicksPath = join(folder.path, 'clicks.pcm');
  await writeFile(clicksPath, clickTrack(dance));
  await writeWhole(outPath, async (partPath) => {
    const task = videoTask(dance, clicksPath, partPath);
    await using ffmpeg = await FfmpegProcess.start(task, { signal });
    await renderVideo(ffmpeg, request);
  });
}

async function renderVideo(
  ffmpeg: FfmpegProcess,
  { dance, onProgress }: RenderDanceRequest,
): Promise<void> {
  const canvas = createCanvas(dance.size.width, dance.size.height);
  const context = canvas.getContext('2d');
  for (let index = 0; index < dance.frameCount; index += 1) {
    drawFrame(context, dance, index);
    // The room covers the whole canvas, so premultiplied and straight pixels are the same.
    if (!(await ffmpeg.write(canvas.data()))) break;
    onProgress?.(index + 1);
  }
  await ffmpeg.finish();
}

function videoTask({ size, fps }: Dance, clicksPath: string, outPath: string): FfmpegTask {
  return {
    tool: 'ffmpeg',
    inputs: [
      {
        options: [
          ...['-f', 'rawvideo', '-pix_fmt', 'rgba'],
          ...['-video_size', `${size.width}x${size.height}`, '-framerate', String(fps)],
        ],
        source: pipeIn,
      },
      {
        options: ['-f', 's16le', '-ar', String(sampleRateHz), '-ac', '1'],
        source: fileUrl(clicksPath),
      },
    ],
    outputs: [
      {
        options: [
          ...['-map', '0:v', '-map', '1:a'],
          // Converts RGB to match the colour tags; without tags FFmpeg's default is BT.601.
          ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'],
          ...['-color_range', 'tv', '-colorspace', 'bt709'],
          ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
          ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryfast', '-crf', '18'],
          ...['-c:a', 'aac', '-b:a', '96k'],
          ...['-movflags', '+faststart', '-y', '-f', 'mp4'],
        ],
        target: fileUrl(outPath),
      },
    ],
  };
}
