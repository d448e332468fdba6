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
  /** Of the MP4 to write; a file of this name is replaced once the new one is whole. */
  readonly outPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (framesDone: number) => void;
}

/**
 * Films the dance: H.264 with a click on every count as AAC.
 * @throws RangeError when the picture has an odd side, which H.264 in 4:2:0 cannot have.
 */
export async function renderDance(request: RenderDanceRequest): Promise<void> {
  const { dance, outPath, signal } = request;
  const { width, height } = dance.size;
  if (width % 2 !== 0 || height % 2 !== 0) {
    throw new RangeError(`A film needs even sides; this dance is ${width}×${height}.`);
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
    // The room covers everything, so premultiplied and straight pixels are the same.
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
          // RGB is turned into what the colour tags say; FFmpeg's default is BT.601 without tags.
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
