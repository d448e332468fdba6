import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { signIn } from '../session/session.ts';
import { isSignInNeeded, problemText } from '../shared/problems.ts';
import { usePageTitle } from '../shared/use-page-title.ts';

const unknownKey = 'This key is not valid. Check that you copied all of it.';

/** Signs in with an API key. */
export function SignInPage(): ReactNode {
  usePageTitle('Sign in');
  const [, goTo] = useLocation();
  const back = pathIn(useSearch());
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get('key')).trim();
    setSending(true);
    setProblem(undefined);
    // Keys are printable ASCII; other characters are not valid in a header.
    const signedIn = /^[!-~]+$/.test(key) ? signIn(key) : Promise.reject(new Error(unknownKey));
    signedIn.then(
      () => goTo(back),
      (error: unknown) => {
        setProblem(isSignInNeeded(error) ? unknownKey : problemText(error));
        setSending(false);
      },
    );
  };
  return (
    <section className="card sign-in">
      <h1>Sign in</h1>
      <form onSubmit={submit}>
        <label htmlFor="key">API key</label>
        <input
          id="key"
          name="key"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={problem !== undefined}
          aria-describedby="key-hint"
        />
        <p className="hint" id="key-hint">
          Ask the operator of this service for a key. This browser keeps it for 30 days, out of
          reach of scripts.
        </p>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={isSending}>
          Sign in
        </button>
      </form>
    </section>
  );
}

/** The path to return to. Only paths of this site: a link to this page must not redirect elsewhere. */
function pathIn(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
