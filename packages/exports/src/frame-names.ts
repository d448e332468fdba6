/** Number of digits in OpenPose's frame numbers. */
const digits = 12;

/**
 * OpenPose's name of a frame, without extension: `solo_000000000041`. Keeps only letters, digits and `.`, `_`,
 * `-` of the clip's name, which is untrusted and becomes part of a path.
 * @param clipName the user's file name, with extension.
 */
export function frameName(clipName: string, index: number): string {
  const stem = clipName.replace(/\.[^.]*$/, '').normalize('NFC');
  const safe = stem.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+/, '');
  return `${safe === '' ? 'clip' : safe}_${String(index).padStart(digits, '0')}`;
}
