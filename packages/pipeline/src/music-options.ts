import {
  type Music,
  type MusicOptions,
  UserError,
  type Warning,
  warn,
} from '@dance-pose/contracts';

/**
 * @param durationMs of the analysed part; 0 for a picture, which has no time.
 * @throws UserError `invalid-options` if the "one" lies after the analysed part.
 */
export function requireOneInside({ oneMs }: MusicOptions, durationMs: number): void {
  if (oneMs === undefined || durationMs === 0 || oneMs <= durationMs) return;
  const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  throw new UserError(
    'invalid-options',
    `music.oneMs: The "one" must lie in the analysed part, which lasts ${inSeconds(durationMs)}; ${inSeconds(oneMs)} was given. Count from the start of that part.`,
  );
}

/** A warning if music options have no effect. */
export function musicWarnings(given: MusicOptions, heard: Music['heard']): Warning[] {
  if (heard === 'beat' || Object.keys(given).length === 0) return [];
  return [warn('music-options-unused', { heard })];
}
