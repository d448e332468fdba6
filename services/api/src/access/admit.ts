import { UserError } from '@dance-pose/contracts';
import type { ApiKeyEntry } from '@dance-pose/runtime';
import type { Request, Response } from 'express';
import type { AppDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { requestIdOf } from '../http/request-id.ts';
import { noteInLog } from '../http/request-log.ts';
import { audit } from './audit.ts';
import { clientAddress } from './client-address.ts';
import { type Presented, presentedKey } from './keyring.ts';
import { type OriginPolicy, refuseForeignHosts, refuseForeignPages } from './origins.ts';
import { countRequest, type RateDeps } from './request-rate.ts';
import { keyInCookie } from './session-cookie.ts';

export interface AdmitDeps extends OriginPolicy, RateDeps, Pick<AppDeps, 'apiKeys' | 'log'> {}

/**
 * Admits or refuses a request before its body is read.
 * @throws `UserError('invalid-request' | 'origin-not-allowed' | 'too-many-requests' | 'unauthorized' | 'queue-unavailable')`
 */
export async function admit(
  request: Request,
  response: Response,
  deps: AdmitDeps,
): Promise<Caller> {
  const caller = identify(request, deps.apiKeys);
  const who = caller === 'none' || caller === 'wrong' ? anonymous(request).who : caller.who;
  try {
    if (deps.apiKeys.length === 0) refuseForeignHosts(request, deps.publicUrl);
    refuseForeignPages(request, deps);
    await countRequest(who, request, response, deps);
    if (caller === 'none' || caller === 'wrong') throw unauthorized(caller, response);
  } catch (error) {
    if (error instanceof UserError && error.kind.status < 500) {
      const requestId = requestIdOf(response);
      audit(deps.log, { who, what: 'access', result: error.code, requestId });
    }
    throw error;
  }
  noteInLog(response, { owner: caller.owner });
  return caller;
}

const anonymous = (request: Request): Caller => ({
  owner: 'anonymous',
  who: `address:${clientAddress(request)}`,
});

function identify(
  request: Request,
  apiKeys: readonly ApiKeyEntry[],
): Caller | Exclude<Presented, object> {
  if (apiKeys.length === 0) return anonymous(request);
  const presented = presentedKey(apiKeys, request.get('authorization') ?? cookieAsHeader(request));
  if (presented === 'none' || presented === 'wrong') return presented;
  return { owner: presented.owner, who: `key:${presented.owner}` };
}

/** A signed-in page sends its key in a cookie instead of the header. */
function cookieAsHeader(request: Request): string | undefined {
  const key = keyInCookie(request);
  return key === undefined ? undefined : `Bearer ${key}`;
}

function unauthorized(presented: 'none' | 'wrong', response: Response): UserError {
  const wrong = presented === 'wrong';
  const challenge = 'Bearer realm="dance-pose"';
  response.set('WWW-Authenticate', wrong ? `${challenge}, error="invalid_token"` : challenge);
  return new UserError(
    'unauthorized',
    wrong
      ? 'This API key is unknown. Check that you copied all of it.'
      : 'Send your API key in the header "Authorization: Bearer <key>".',
  );
}
