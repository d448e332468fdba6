import type { ReactNode } from 'react';
import { Link, Route, Switch } from 'wouter';
import { HomePage } from './pages/home-page.tsx';
import { JobPage } from './pages/job-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { Toasts } from './shared/toasts.tsx';

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
          <a href="/docs">API</a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
          <Route component={NotFoundPage} />
        </Switch>
      </main>
      <Toasts />
    </>
  );
}
