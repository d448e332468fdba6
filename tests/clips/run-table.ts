import type { PoseEngine } from '@dance-pose/pose';
import { createNativeEngine, createScriptedEngine, defaultModelCacheDir } from '@dance-pose/pose';
import { problemsOf } from './check-clip.ts';
import type { Clip, Wanted } from './clip.ts';
import { type Figures, figuresOf } from './figures.ts';
import { lookAtClip } from './look-at-clip.ts';

export interface Checked {
  readonly clip: Clip;
  readonly problems: readonly string[];
  readonly figures: Figures;
}

const finds: Readonly<Record<Clip['engine'], PoseEngine>> = {
  lite: createNativeEngine({ cacheDir: defaultModelCacheDir(process.env) }),
  nobody: createScriptedEngine(() => []),
};

/**
 * Runs a clip through the pipeline and checks the result: either quickly, as the row defines it, or the whole clip with
 * the real model.
 */
export async function checkClip(
  clip: Clip,
  { whole, signal }: { readonly whole: boolean; readonly signal: AbortSignal },
): Promise<Checked> {
  const isScene = clip.wanted.colourTolerance !== undefined;
  const trim = (whole && !isScene ? undefined : clip.trim) ?? null;
  const kind = whole && !isScene ? 'lite' : clip.engine;
  const wanted: Wanted = {
    ...clip.wanted,
    ...(trim && !isScene && cutTo(clip.wanted, trim.endMs - trim.startMs)),
  };
  return lookAtClip(clip, { engine: finds[kind], signal, trim }, async (outcome) => ({
    clip,
    problems: problemsOf(outcome, wanted),
    figures: figuresOf(outcome),
  }));
}

/** Expected properties of a part of a clip. */
const cutTo = ({ fps, sound }: Wanted, partMs: number): Partial<Wanted> => ({
  frames: Math.round((partMs / 1000) * fps),
  sound: sound && 'encoded',
});
