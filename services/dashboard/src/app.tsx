import { lazy, type ReactNode, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { HomePage } from './pages/home-page.tsx';
import { JobPage } from './pages/job-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { SessionMenu } from './session/session-menu.tsx';
import { Toasts } from './shared/toasts.tsx';

const DocsPage = lazy(() => import('./docs/docs-page.tsx'));

/** What every page has around it. The addresses are those that the API answers with this page. */
export function App(): ReactNode {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="site-header">
        <Link href="/" className="brand">
          <img src="/icon.svg" alt="" width="36" height="36" />
          <span>Dance Pose Analyser</span>
        </Link>
        <nav aria-label="Site">
          <Link href="/">Clips</Link>
          <Link href="/docs">API</Link>
          <SessionMenu />
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<p className="hint">Loading …</p>}>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
            <Route path="/sign-in" component={SignInPage} />
            <Route path="/docs" component={DocsPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </main>
      <Toasts />
    </>
  );
}
