import { createHmac, timingSafeEqual } from 'node:crypto';
import { UserError } from '@dance-pose/contracts';

/** Path of the disk store's signed links on the API's origin. */
export const signedLinkPrefix = '/objects/';

export type LinkMethod = 'GET' | 'PUT';

export interface LinkSigner {
  /** A path and query that allow the method on the key until they expire. */
  sign(
    method: LinkMethod,
    key: string,
    params: Readonly<Record<string, string>>,
    expiresInS: number,
  ): string;
  /**
   * Checks the path and query of a request and returns what was signed.
   * @throws UserError `forbidden` when any part was changed, or the link has expired.
   */
  verify(method: LinkMethod, target: string): { key: string; params: URLSearchParams };
}

const minSecretLength = 16;

/** Signs links with HMAC-SHA256 over the method, the key and the query parameters in their order. */
export function createLinkSigner(secret: string): LinkSigner {
  if (secret.length < minSecretLength) {
    throw new Error(`The secret that signs links must have at least ${minSecretLength} characters`);
  }
  const signatureOf = (method: LinkMethod, key: string, params: URLSearchParams): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify([method, key, ...params]))
      .digest();
  return {
    sign(method, key, extra, expiresInS) {
      const expires = Math.floor(Date.now() / 1000) + expiresInS;
      const params = new URLSearchParams({ expires: `${expires}`, ...extra });
      params.set('signature', signatureOf(method, key, params).toString('base64url'));
      return `${signedLinkPrefix}${key}?${params}`;
    },
    verify(method, target) {
      const [path = '', query = ''] = target.split('?', 2);
      const key = path.slice(signedLinkPrefix.length);
      const params = new URLSearchParams(query);
      const given = Buffer.from(params.get('signature') ?? '', 'base64url');
      params.delete('signature');
      const expected = signatureOf(method, key, params);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new UserError('forbidden', 'The signature of this link is not valid.');
      }
      if (Number(params.get('expires')) * 1000 <= Date.now()) {
        throw new UserError('forbidden', 'This link has expired; request a new one.');
      }
      return { key, params };
    },
  };
}
