import { type Finding, fail, ok, warn } from './check.ts';

export interface LinkToTry {
  readonly link: URL;
  /** Whether it is signed for another address than our own. */
  readonly isPublic: boolean;
  readonly content: Buffer;
}

const loopback = /^(localhost|127\.|\[::1\])/;

/** Opens a signed link as a player would: the second part of it, by range. */
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
    return ok(`signed links open at ${link.origin}, by ranges`);
  }
  if (answer.status === 200) {
    return warn(
      `${link.origin} knows no ranges: nobody can seek in a video`,
      'Let the proxy before S3 pass the Range header on.',
    );
  }
  return fail(
    `a signed link is refused at ${link.origin} with ${answer.status}`,
    'S3_PUBLIC_ENDPOINT must lead to the same server, and a proxy before it must leave Host header, path and query as they are: they are signed.',
  );
}

function unreachable({ origin, hostname }: URL, isPublic: boolean, error: Error): Finding {
  const reason =
    error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
  if (isPublic && loopback.test(hostname)) {
    return warn(
      `links lead to ${origin}, which cannot be tried from here: it is each machine itself`,
      `Well if all who use it sit at the server, as on a machine of one's own: try ${origin} there. Otherwise set S3_PUBLIC_ENDPOINT (compose: S3_PUBLIC_URL) to a name that they can reach.`,
    );
  }
  return fail(
    `links lead to ${origin}, which cannot be reached: ${reason}`,
    'Mend S3_PUBLIC_ENDPOINT: it must be the address of S3 as browsers reach it; see to DNS, ports and firewall.',
  );
}
