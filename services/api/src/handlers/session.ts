import { sessionSchema } from '@dance-pose/contracts';
import { presentedBearer } from '../access/keyring.ts';
import { clearKeyCookie, setKeyCookie } from '../access/session-cookie.ts';
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
    summary: 'Get the current session',
    responses: { 200: { description: 'The owner whose jobs are visible.', schema: sessionSchema } },
  },
  handle: sessionReply,
};

export const signIn: Endpoint = {
  operation: {
    operationId: 'signIn',
    tag: 'Service',
    summary: 'Sign a browser in',
    description:
      'Send the API key in the `Authorization` header. The response sets a cookie with the key that scripts cannot read and that browsers send only with requests of our own pages.',
    responses: { 200: { description: 'The cookie is set.', schema: sessionSchema } },
  },
  handle(call) {
    const key = presentedBearer(call.request.get('authorization'));
    if (key !== undefined && call.apiKeys.length > 0) {
      setKeyCookie(call.response, key, call.origin.startsWith('https:'));
    }
    return sessionReply(call);
  },
};

export const signOut: Endpoint = {
  operation: {
    operationId: 'signOut',
    tag: 'Service',
    summary: 'Sign a browser out',
    // Signing out must also work with a key that is no longer valid.
    open: true,
    responses: { 204: { description: 'The cookie is deleted.' } },
  },
  handle({ response }) {
    clearKeyCookie(response);
    return { status: 204 };
  },
};
