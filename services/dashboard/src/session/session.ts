import { ApiError } from '@dance-pose/client';
import type { Session } from '@dance-pose/contracts';
import { createStore } from '../shared/store.ts';

/** Who this page is signed in as. `unknown`: not asked yet, or nobody answers. */
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

/** @throws ApiError when the key is not known. */
export async function signIn(key: string): Promise<void> {
  const response = await fetch('/v1/session', {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
  });
  if (!response.ok) throw new ApiError(response.status, await response.json(), undefined);
  const session = (await response.json()) as Session;
  sessionStore.set(() => session);
}

/** Leaves nothing of the one who was signed in on the page: it begins anew. */
export async function signOut(): Promise<void> {
  await fetch('/v1/session', { method: 'DELETE' });
  location.assign('/sign-in');
}
