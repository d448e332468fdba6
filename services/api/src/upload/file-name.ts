const maxLength = 200;

/**
 * A file name that is safe to show and to use for a download: without folders (some browsers send them), control
 * characters and invisible characters, and at most 200 characters long; the extension is kept.
 */
export function cleanFileName(given: string): string {
  const base = given.replace(/^.*[\\/]/s, '');
  const visible = base.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  const characters = [...visible];
  if (characters.length <= maxLength) return visible === '' ? 'upload' : visible;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(visible)?.[0] ?? '';
  return characters.slice(0, maxLength - ending.length).join('') + ending;
}
