import { isIP } from 'node:net';
import { UserError } from '@dance-pose/contracts';
import type { Request } from 'express';

export interface OriginPolicy {
  /** Origins of web pages that may use the API besides our own. */
  readonly corsOrigins: readonly string[];
  readonly publicUrl?: string;
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of this method changes nothing. */
export const isSafe = ({ method }: Pick<Request, 'method'>): boolean => harmless.has(method);

/**
 * Keeps web pages of others from making the visitor's browser change anything here, by a form for example,
 * which browsers send without asking us. Clients that are no browsers send neither of these headers.
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
    `Pages of ${JSON.stringify(origin ?? 'other sites')} may not do this; CORS_ORIGINS lists those that may.`,
  );
}

/** The scheme is left out: behind a proxy that ends TLS it is not the one that the browser sees. */
function isOurs(origin: string, { host }: Request, { publicUrl }: OriginPolicy): boolean {
  if (origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/**
 * For a service that asks for no key, being reached at all is the permission. A page can have the visitor's
 * browser reach it by letting its own name resolve to our address (DNS rebinding); the Host header tells.
 * Addresses, names without a dot and `.local` names are out of such a page's hands.
 * @throws `UserError('origin-not-allowed')`
 */
export function refuseForeignHosts({ host = '' }: Request, publicUrl: string | undefined): void {
  if (!URL.canParse(`http://${host}`)) {
    throw new UserError('invalid-request', 'The Host header is missing or not a host.');
  }
  const { hostname } = new URL(`http://${host}`);
  const known = publicUrl !== undefined && new URL(publicUrl).hostname === hostname;
  if (known || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
  if (/^([^.]+|.+\.(localhost|local))$/.test(hostname)) return;
  throw new UserError(
    'origin-not-allowed',
    `This service is not known as ${JSON.stringify(hostname)}; set PUBLIC_URL to the address that clients use.`,
  );
}
