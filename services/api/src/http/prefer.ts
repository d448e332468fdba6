/** The preferences of the `Prefer` header (RFC 7240) that this API supports. */
export interface Preferences {
  readonly respondAsync: boolean;
  /** Seconds that the client is willing to wait. */
  readonly waitS: number | undefined;
}

/** Ignores unknown and malformed preferences, as RFC 7240 requires. Of several `wait`, the first counts. */
export function parsePrefer(header: string | undefined): Preferences {
  const preferences = (header ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const waits = preferences.map((part) => /^wait\s*=\s*"?(\d{1,9})"?$/.exec(part)?.[1]);
  const wait = waits.find((value) => value !== undefined);
  return {
    respondAsync: preferences.includes('respond-async'),
    waitS: wait === undefined ? undefined : Number(wait),
  };
}
