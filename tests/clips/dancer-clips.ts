import { join } from 'node:path';
import { createDance, renderDance } from '@dance-pose/synthetic-dancer';
import type { Clip } from './clip.ts';
import { setDisplayMatrix } from './display-matrix.ts';
import { ffmpeg } from './scene.ts';

/** One second of the synthetic dancer, stored rotated; the real model must find an upright person. */
const dancer = (name: string, filters: string, matrix: readonly number[]): Clip => ({
  name,
  engine: 'lite',
  wanted: {
    ...{ width: 360, height: 640, fps: 15, frames: 15, sound: 'copied', person: 0.9 },
    warnings: ['low-frame-rate'],
  },
  async prepare(folder) {
    const [upright, path] = [join(folder, 'upright.mp4'), join(folder, name)];
    const dance = createDance({ width: 360, height: 640, fps: 15, bpm: 120, counts: 2 });
    await renderDance({ dance, outPath: upright, signal: new AbortController().signal });
    await ffmpeg('-i', upright, '-vf', filters, '-c:v', 'libx264', '-c:a', 'copy', path);
    await setDisplayMatrix(path, matrix);
    return path;
  },
});

export const uprightDancer = dancer('dancer.mp4', 'null', [1, 0, 0, 1]);

export const turnedDancers: readonly Clip[] = [
  dancer('dancer-quarter-turn.mov', 'transpose=cclock', [0, 1, -1, 0]),
  dancer('dancer-half-turn.mp4', 'hflip,vflip', [-1, 0, 0, -1]),
  dancer('dancer-three-quarter-turn.mp4', 'transpose=clock', [0, -1, 1, 0]),
];
