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

/** The one style that bull-board 9.10.2 puts into its page (it hides scroll bars); a test looks for others. */
const boardStyle = "'sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU='";

/** As strict as for our own pages, but for that style and for `<base>`, which this one has. */
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

/** Lets whoever has an admin key look at the queue; nothing there changes anything. */
export function serveBoard({ keys, board }: Admin, deps: BoardDeps): RequestHandler {
  const router = Router();
  router.use(boardSecurity, async (request, response, next) => {
    await admitOperator(request, response, keys, deps);
    if (!isSafe(request)) {
      response.set('Allow', 'GET, HEAD');
      throw new UserError('method-not-allowed', 'The queue can only be looked at here.');
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
  throw new UserError('unauthorized', 'Sign in with any name, and an admin key as the password.');
}

/** Browsers ask for a name and a password (RFC 7617), of which the latter is the key; other clients send it as it is. */
function operatorOf(request: Request, keys: readonly ApiKeyEntry[]): Presented {
  const header = request.get('authorization');
  const basic = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1];
  if (basic === undefined) return presentedKey(keys, header);
  const password = Buffer.from(basic, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  return presentedKey(keys, `Bearer ${password}`);
}
