import { join } from 'node:path';
import { defaultMediaLimits, landmarkId, type PoseFrame, rgbaPixels } from '@dance-pose/contracts';
import { testdata } from '@dance-pose/local-stack';
import { decodeFrames, probeFile } from '@dance-pose/video';
import { atMost, type Part, usualModel } from '../part.ts';
import { cachedClip } from '../track-clip.ts';

/** The dancer of `mgt_dancer.avi` wears a red glove on her left hand, which no model knows. */
interface GloveFigures {
  /** Frames in which the glove is visible and the hands are apart. */
  readonly frames: number;
  /** Frames in which the right hand is where the glove is. */
  readonly wrong: number;
}

export const dancerPath = join(testdata, 'videos/mgt_dancer.avi');

/** @param seconds length of the part from the start. */
export async function findGlove(seconds: number): Promise<GloveFigures> {
  const trim = { startMs: 0, endMs: 1000 * seconds };
  const { clip } = await cachedClip(dancerPath, { model: usualModel, trim });
  const signal = new AbortController().signal;
  const file = await probeFile(dancerPath, {
    ...{ fileName: 'clip', limits: defaultMediaLimits, signal, trim },
  });
  const { width, height } = file.plan;
  const buffer = new Uint8Array(width * height * 4);
  const seen = { frames: 0, wrong: 0 };
  let index = 0;
  for await (const data of decodeFrames(file, { signal, pixels: rgbaPixels, take: () => buffer })) {
    const glove = centreOfRed(data, width);
    const frame = clip.frames[index];
    index += 1;
    const onLeft = glove && frame && isAtLeftHand(frame, glove, { width, height });
    if (onLeft === undefined) continue;
    seen.frames += 1;
    if (!onLeft) seen.wrong += 1;
  }
  return seen;
}

type Pixel = readonly [x: number, y: number];

/** Middle of the red pixels; undefined if there are too few. */
function centreOfRed(data: Uint8Array, width: number): Pixel | undefined {
  let [count, x, y] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = [data[i], data[i + 1], data[i + 2]];
    if (red < 70 || green > 0.5 * red || blue > 0.7 * red) continue;
    count += 1;
    x += (i / 4) % width;
    y += Math.floor(i / 4 / width);
  }
  return count < 40 ? undefined : [x / count, y / count];
}

/** Undefined if the hands are too close to each other, or the glove is at neither. */
function isAtLeftHand(
  { people: [person] }: PoseFrame,
  glove: Pixel,
  { width, height }: { width: number; height: number },
): boolean | undefined {
  if (person === undefined) return undefined;
  const middle = (...names: (keyof typeof landmarkId)[]): Pixel => {
    const at = names.map((name) => person.landmarks[landmarkId[name]] ?? [0, 0]);
    const mean = (axis: 0 | 1): number =>
      at.reduce((sum, p) => sum + (p[axis] ?? 0), 0) / at.length;
    return [mean(0) * width, mean(1) * height];
  };
  const away = (a: Pixel, b: Pixel): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const trunk = away(middle('leftShoulder', 'rightShoulder'), middle('leftHip', 'rightHip'));
  const [left, right] = [middle('leftWrist', 'leftIndex'), middle('rightWrist', 'rightIndex')];
  if (away(left, right) < trunk / 2) return undefined;
  const [toLeft, toRight] = [away(glove, left), away(glove, right)];
  return Math.min(toLeft, toRight) > trunk / 2 ? undefined : toLeft < toRight;
}

export const glovePart: Part = {
  name: 'sides',
  title: 'Left and right',
  introduction: `The dancer of \`mgt_dancer.avi\` wears a red glove on her left hand. In every frame in which it is visible and the hands are
half a trunk length apart, the left hand of the landmarks must be at the glove.`,
  measure: async () => {
    const { frames, wrong } = await findGlove(63);
    const checks = [atMost('frames with the sides swapped (%)', (100 * wrong) / frames, 2)];
    const tables = [{ heads: ['frames', 'wrong'], rows: [[frames, wrong]] }];
    return { checks, tables };
  },
};
