import { type Finding, fail, ok, warn } from './check.ts';

export interface LinkToTry {
  readonly link: URL;
  /** True if links are signed for another address than `S3_ENDPOINT`. */
  readonly isPublic: boolean;
  readonly content: Buffer;
}

const loopback = /^(localhost|127\.|\[::1\])/;

/** Opens a signed link like a player: requests the second half by range. */
export async function linkFinding(
  { link, isPublic, content }: LinkToTry,
  signal: AbortSignal,
): Promise<Finding> {
  const from = content.length >> 1;
  const answer = await fetch(link, { headers: { Range: `bytes=${from}-` }, signal }).catch(
    (error: unknown) => error as Error,
  );
  if (answer instanceof Error) {
    signal.throwIfAborted();
    return unreachable(link, isPublic, answer);
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status === 206 && bytes.equals(content.subarray(from))) {
    return ok(`signed links work at ${link.origin}, with ranges`);
  }
  if (answer.status === 200) {
    return warn(
      `${link.origin} ignores ranges: players cannot seek in a video`,
      'Let the proxy in front of S3 pass the Range header on.',
    );
  }
  return fail(
    `a signed link is refused at ${link.origin} with ${answer.status}`,
    'S3_PUBLIC_ENDPOINT must point to the same server, and a proxy in front of it must not change Host header, path and query: they are signed.',
  );
}

function unreachable({ origin, hostname }: URL, isPublic: boolean, error: Error): Finding {
  const reason =
    error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
  if (isPublic && loopback.test(hostname)) {
    return warn(
      `links lead to ${origin}, which cannot be tested from here: on every machine it means that machine`,
      `This is fine if all users work on the server itself: open ${origin} there. Otherwise set S3_PUBLIC_ENDPOINT (compose: S3_PUBLIC_URL) to a name that they can reach.`,
    );
  }
  return fail(
    `links lead to ${origin}, which cannot be reached: ${reason}`,
    'Correct S3_PUBLIC_ENDPOINT: it must be the address at which browsers reach S3. Check DNS, ports and firewall.',
  );
}
