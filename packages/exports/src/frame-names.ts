/** Digits that OpenPose numbers frames with. */
const digits = 12;

/**
 * `solo_000000000041`: what OpenPose would call a frame of a clip, without the ending. Only letters, digits
 * and `.`, `_`, `-` of the clip's name are kept: it was given by somebody else, and becomes a path.
 * @param clipName as the user named the file, ending included.
 */
export function frameName(clipName: string, index: number): string {
  const stem = clipName.replace(/\.[^.]*$/, '').normalize('NFC');
  const safe = stem.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+/, '');
  return `${safe === '' ? 'clip' : safe}_${String(index).padStart(digits, '0')}`;
}
