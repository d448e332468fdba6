import { sessionSchema } from '@dance-pose/contracts';
import { presentedBearer } from '../access/keyring.ts';
import { forgetKey, keepKey } from '../access/session-cookie.ts';
import type { Call, Endpoint, Reply } from '../http/endpoint.ts';

const sessionReply = ({ owner, apiKeys }: Pick<Call, 'owner' | 'apiKeys'>): Reply => ({
  status: 200,
  headers: { 'Cache-Control': 'no-store' },
  body: { owner, keysNeeded: apiKeys.length > 0 },
});

export const getSession: Endpoint = {
  operation: {
    operationId: 'getSession',
    tag: 'Service',
    summary: 'Who is signed in',
    responses: { 200: { description: 'Whose jobs are seen.', schema: sessionSchema } },
  },
  handle: sessionReply,
};

export const signIn: Endpoint = {
  operation: {
    operationId: 'signIn',
    tag: 'Service',
    summary: 'Let a browser keep the API key',
    description:
      'Send the key in the header `Authorization`. The answer sets a cookie that no script can read and that is sent with requests of our own pages only; it stands for the key from then on.',
    responses: { 200: { description: 'The cookie is set.', schema: sessionSchema } },
  },
  handle(call) {
    const key = presentedBearer(call.request.get('authorization'));
    if (key !== undefined && call.apiKeys.length > 0) {
      keepKey(call.response, key, call.origin.startsWith('https:'));
    }
    return sessionReply(call);
  },
};

export const signOut: Endpoint = {
  operation: {
    operationId: 'signOut',
    tag: 'Service',
    summary: 'Let a browser forget the API key',
    // Whoever has a key that is good no more must be able to forget it, too.
    open: true,
    responses: { 204: { description: 'The cookie is gone.' } },
  },
  handle({ response }) {
    forgetKey(response);
    return { status: 204 };
  },
};
