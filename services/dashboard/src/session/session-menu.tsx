import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { problemText } from '../shared/problems.ts';
import { useStore } from '../shared/store.ts';
import { showToast } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { askWhoIsSignedIn, sessionStore, signOut } from './session.ts';

/** The name of the signed-in owner; empty if the service needs no key. */
export function SessionMenu(): ReactNode {
  const session = useStore(sessionStore);
  useEffect(() => void askWhoIsSignedIn(), []);
  if (session === 'unknown') return null;
  if (session === 'signed-out') return <Link href="/sign-in">{texts.session.signIn}</Link>;
  if (!session.keysNeeded) return null;
  return (
    <Button
      variant="quiet"
      onPress={() => void signOut().catch((error: unknown) => showToast(problemText(error)))}
    >
      {texts.session.signOut} <span className="hint session-owner">{session.owner}</span>
    </Button>
  );
}
