import type { SignGetOptions } from '../object-store.ts';

/**
 * The Content-Disposition header for a file name in any script (RFC 6266): a plain-ASCII name for every
 * client, and the exact name in RFC 8187 encoding if they differ.
 */
export function contentDisposition({
  disposition,
  fileName,
}: Pick<SignGetOptions, 'disposition' | 'fileName'>): string {
  // A name must not contain a path or a line break; half a surrogate pair has no UTF-8 form.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const name = fileName.toWellFormed().replace(/[\u0000-\u001f\u007f/\\]/g, '_');
  // Some clients decode %-escapes in the plain name, and a quote would end it.
  const ascii = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const plain = `${disposition}; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeExtValue(name)}`;
}

/** encodeURIComponent keeps four characters that RFC 8187's `attr-char` does not allow. */
function encodeExtValue(value: string): string {
  return encodeURIComponent(value).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
