import { UserError } from '@dance-pose/contracts';
import type { ApiKeyEntry } from '@dance-pose/runtime';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import { audit } from '../access/audit.ts';
import { clientAddress } from '../access/client-address.ts';
import { type Presented, presentedKey } from '../access/keyring.ts';
import { isSafe } from '../access/origins.ts';
import { countRequest, type RateDeps } from '../access/request-rate.ts';
import type { Admin, AppDeps } from '../deps.ts';
import { requestIdOf } from '../http/request-id.ts';
import { noteInLog } from '../http/request-log.ts';

export const boardPath = '/admin/queues';

/** Hash of the only inline style that bull-board 9.10.2 needs (it hides scroll bars); a test fails on any other. */
const boardStyle = "'sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU='";

/** The policy of our own pages, plus that style and `<base>`, which bull-board's page uses. */
const boardSecurity = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", boardStyle],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

interface BoardDeps extends RateDeps, Pick<AppDeps, 'log'> {}

/** Shows the queue, read-only, to anyone with an admin key. */
export function serveBoard({ keys, board }: Admin, deps: BoardDeps): RequestHandler {
  const router = Router();
  router.use(boardSecurity, async (request, response, next) => {
    await admitOperator(request, response, keys, deps);
    if (!isSafe(request)) {
      response.set('Allow', 'GET, HEAD');
      throw new UserError('method-not-allowed', 'The queue is read-only here.');
    }
    next();
  });
  return router.use(board);
}

async function admitOperator(
  request: Request,
  response: Response,
  keys: readonly ApiKeyEntry[],
  deps: BoardDeps,
): Promise<void> {
  const operator = operatorOf(request, keys);
  const known = typeof operator === 'object';
  const who = known ? `admin:${operator.owner}` : `address:${clientAddress(request)}`;
  await countRequest(who, request, response, deps);
  if (known) return noteInLog(response, { owner: who });
  audit(deps.log, {
    ...{ who, what: 'access', result: 'unauthorized' },
    requestId: requestIdOf(response),
  });
  response.set('WWW-Authenticate', 'Basic realm="dance-pose operators", charset="UTF-8"');
  throw new UserError(
    'unauthorized',
    'Sign in with any user name and an admin key as the password.',
  );
}

/** Browsers use Basic authentication (RFC 7617) with the key as the password; other clients send it as a bearer token. */
function operatorOf(request: Request, keys: readonly ApiKeyEntry[]): Presented {
  const header = request.get('authorization');
  const basic = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1];
  if (basic === undefined) return presentedKey(keys, header);
  const password = Buffer.from(basic, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  return presentedKey(keys, `Bearer ${password}`);
}
