import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { HomePage } from './pages/home-page.tsx';
import { JobPage } from './pages/job-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { SessionMenu } from './session/session-menu.tsx';
import { ErrorBoundary } from './shared/error-boundary.tsx';
import { Toasts } from './shared/toasts.tsx';

const DocsPage = lazy(() => import('./docs/docs-page.tsx'));

/** The frame around every page. The API answers these paths with the dashboard's index.html. */
export function App(): ReactNode {
  const [path] = useLocation();
  const main = useFocusOnNewPage(path);
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
      <main id="main" ref={main} tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Suspense fallback={<p className="hint">Loading …</p>}>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
              <Route path="/sign-in" component={SignInPage} />
              <Route path="/docs" component={DocsPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Toasts />
    </>
  );
}

/** Moves focus and scroll position to the top of a new page, as a browser does on a full page load. */
function useFocusOnNewPage(path: string) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [path]);
  return main;
}
