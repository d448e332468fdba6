import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs `ffmpeg <args>` to make a test file. */
export async function ffmpeg(...args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** Times of the flashes and clicks of a scene, in seconds; each lasts a tenth of a second. */
export const momentsSeconds = [0.4, 1.2] as const;
const momentSeconds = 0.1;
const isMoment = momentsSeconds
  .map((at) => `between(t\\,${at}\\,${at + momentSeconds - 0.001})`)
  .join('+');

export interface Scene {
  readonly width?: number;
  readonly height?: number;
  readonly rate?: string;
  readonly seconds?: number;
}

/**
 * A picture with quarters in red, green, blue and white, which show any wrong rotation or mirroring. Its middle is
 * black and flashes white, and a black box moves along the bottom, so that frames differ.
 */
export function scenePicture({
  width = 320,
  height = 240,
  rate = '30',
  seconds = 1.5,
}: Scene = {}) {
  const [w, h] = [width / 2, height / 2];
  const box = (x: number, y: number, colour: string, more = '') =>
    `drawbox=x=${x}:y=${y}:w=${w}:h=${h}:color=${colour}:t=fill${more}`;
  const middle = (colour: string, more = '') =>
    `drawbox=x=iw*0.35:y=ih*0.3:w=iw*0.3:h=ih*0.4:color=${colour}:t=fill${more}`;
  const graph = [
    `color=c=red:size=${width}x${height}:rate=${rate}:duration=${seconds}`,
    ...['format=gbrp', box(w, 0, 'lime'), box(0, h, 'blue'), box(w, h, 'white')],
    ...[middle('black'), `${middle('white')}:enable=${isMoment}[still]`],
  ].join(',');
  const side = Math.round(height / 10);
  const runner = `color=c=black:size=${side}x${side}:rate=${rate}[box]`;
  const path = `x=mod(n*${Math.round(width / 40)}\\,W):y=H-h:shortest=1:format=gbrp`;
  return `${graph};${runner};[still][box]overlay=${path}`;
}

/** A tone at the times of the scene's flashes. */
export const sceneSound = (seconds = 1.5): string =>
  `aevalsrc=exprs=0.8*sin(2*PI*1000*t)*(${isMoment}):s=48000:d=${seconds}`;

/** Positions of the quarters, in fractions of the upright picture, and their colours. */
export const corners = [
  ['top left', [0.15, 0.15], [255, 0, 0]],
  ['top right', [0.85, 0.15], [0, 255, 0]],
  ['bottom left', [0.15, 0.75], [0, 0, 255]],
  ['bottom right', [0.85, 0.75], [255, 255, 255]],
] as const;
