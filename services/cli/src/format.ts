const units = ['B', 'kB', 'MB', 'GB'] as const;

/** `12.3 MB` */
export function size(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** `8.4 s`, `3 min 20 s`, `2 h 5 min`, `4 d 1 h` */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  for (const [unit, inSeconds, smaller, inSmaller] of [
    ['d', 86_400, 'h', 3600],
    ['h', 3600, 'min', 60],
    ['min', 60, 's', 1],
  ] as const) {
    if (seconds < inSeconds) continue;
    const rest = Math.floor((seconds % inSeconds) / inSmaller);
    return `${Math.floor(seconds / inSeconds)} ${unit}${rest === 0 ? '' : ` ${rest} ${smaller}`}`;
  }
  return `${seconds} s`;
}

/** `2026-11-22 20:31`, in the local time zone. */
export function moment(iso: string): string {
  const at = new Date(iso);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

/** Replaces control characters, which could send commands to the terminal. */
export const printable = (text: string): string => text.replace(/\p{C}/gu, '�');

/** Aligns columns to their widest cell, separated by two spaces. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => [...(row[at] ?? '')].length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
