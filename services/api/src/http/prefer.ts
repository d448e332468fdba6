/** What of RFC 7240's `Prefer` header this API knows. */
export interface Preferences {
  readonly respondAsync: boolean;
  /** Seconds that the client is ready to wait. */
  readonly waitS: number | undefined;
}

/** Unknown and malformed preferences are ignored, as the RFC asks. The first of several `wait` counts. */
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
