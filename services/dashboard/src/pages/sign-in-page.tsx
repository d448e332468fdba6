import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { signIn } from '../session/session.ts';
import { isSignInNeeded, problemText } from '../shared/problems.ts';
import { usePageTitle } from '../shared/use-page-title.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';

const { unknownKey } = texts.session;

/** Signs in with an API key. */
export function SignInPage(): ReactNode {
  usePageTitle(texts.session.title);
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
    <section className="narrow">
      <h1>{texts.session.title}</h1>
      <p>{texts.session.lead}</p>
      <form className="sign-in" onSubmit={submit}>
        <TextField
          label={texts.session.key}
          name="key"
          type="password"
          autoComplete="current-password"
          required
          isInvalid={problem !== undefined}
          hint={texts.session.keyHint}
        />
        {problem !== undefined && <Notice tone="problem">{problem}</Notice>}
        <Button type="submit" variant="primary" isDisabled={isSending}>
          {texts.session.signIn}
        </Button>
      </form>
    </section>
  );
}

/** The path to return to. Only paths of this site: a link to this page must not redirect elsewhere. */
function pathIn(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
