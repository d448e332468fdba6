import { isIP } from 'node:net';
import { UserError } from '@dance-pose/contracts';
import type { Request } from 'express';

export interface OriginPolicy {
  /** Origins of other web pages that may use the API. */
  readonly corsOrigins: readonly string[];
  readonly publicUrl?: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True if a request with this method changes nothing. */
export const isSafe = ({ method }: Pick<Request, 'method'>): boolean => safeMethods.has(method);

/**
 * Protects against cross-site request forgery: browsers send forms of other sites without a preflight. Clients other
 * than browsers send neither `Origin` nor `Sec-Fetch-Site` and are not affected.
 * @throws `UserError('origin-not-allowed')`
 */
export function refuseForeignPages(request: Request, policy: OriginPolicy): void {
  if (isSafe(request)) return;
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  const allowed =
    origin === undefined
      ? site !== 'cross-site' && site !== 'same-site'
      : policy.corsOrigins.includes(origin) || isOurs(origin, request, policy);
  if (allowed) return;
  throw new UserError(
    'origin-not-allowed',
    `Pages of ${JSON.stringify(origin ?? 'other sites')} may not use this API. CORS_ORIGINS lists the origins that may.`,
  );
}

/** Compares hosts only: behind a proxy that terminates TLS, the scheme differs from the one that the browser uses. */
function isOurs(origin: string, { host }: Request, { publicUrl }: OriginPolicy): boolean {
  if (origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/**
 * Protects a service without keys, which anyone who can reach it may use, against DNS rebinding: a foreign page lets
 * its own name resolve to our address, and the visitor's browser reaches us under that name. The Host header shows
 * this. IP addresses, names without a dot and `.local` names are accepted, because such a page cannot use them.
 * @throws `UserError('origin-not-allowed' | 'invalid-request')`
 */
export function refuseForeignHosts({ host = '' }: Request, publicUrl: string | undefined): void {
  if (!URL.canParse(`http://${host}`)) {
    throw new UserError('invalid-request', 'The Host header is missing or invalid.');
  }
  const { hostname } = new URL(`http://${host}`);
  const known = publicUrl !== undefined && new URL(publicUrl).hostname === hostname;
  if (known || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
  if (/^([^.]+|.+\.(localhost|local))$/.test(hostname)) return;
  throw new UserError(
    'origin-not-allowed',
    `This service does not serve the host ${JSON.stringify(hostname)}. Set PUBLIC_URL to the address that clients use.`,
  );
}
