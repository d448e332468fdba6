import type { MusicChanges, MusicOptions } from '@dance-pose/contracts';

export type MusicEdit = { readonly [Name in keyof MusicOptions]?: MusicOptions[Name] | undefined };

/** The options with an edit; undefined unsets an option. */
export const edited = (music: MusicOptions, edit: MusicEdit): MusicOptions =>
  Object.fromEntries(
    Object.entries({ ...music, ...edit }).filter(([, value]) => value !== undefined),
  );

/** Changes for a re-run; null unsets an option of the earlier job. */
export function changesBetween(before: MusicOptions, after: MusicOptions): MusicChanges {
  const names = ['bpm', 'meter', 'oneMs'] as const;
  const changed = names.filter((name) => before[name] !== after[name]);
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
