import { ApiError, UnreachableError } from '@dance-pose/client';
import type { Session } from '@dance-pose/contracts';
import { createStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';

/** The session of this page. `unknown`: not asked yet, or the service is unreachable. */
export type SessionState = Session | 'unknown' | 'signed-out';

export const sessionStore = createStore<SessionState>('unknown');

export async function askWhoIsSignedIn(): Promise<void> {
  const response = await fetch('/v1/session').catch(() => undefined);
  if (response?.ok) {
    const session = (await response.json()) as Session;
    sessionStore.set(() => session);
  } else if (response?.status === 401) {
    sessionStore.set(() => 'signed-out');
  }
}

/** @throws ApiError if the key is not valid, UnreachableError. */
export async function signIn(key: string): Promise<void> {
  const response = await ask('POST', { Authorization: `Bearer ${key}` });
  const session = (await response.json()) as Session;
  sessionStore.set(() => session);
}

/** Signs out and reloads the page, so that nothing of the owner stays on it. @throws ApiError, UnreachableError. */
export async function signOut(): Promise<void> {
  await ask('DELETE');
  location.assign('/sign-in');
}

async function ask(method: 'POST' | 'DELETE', headers: Record<string, string> = {}) {
  const response = await fetch('/v1/session', { method, headers }).catch((cause: unknown) => {
    throw new UnreachableError(texts.problems.unreachable, { cause });
  });
  if (!response.ok) throw new ApiError(response.status, await response.json(), undefined);
  return response;
}
