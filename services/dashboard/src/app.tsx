import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { HomePage } from './pages/home-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { SessionMenu } from './session/session-menu.tsx';
import { ErrorBoundary } from './shared/error-boundary.tsx';
import { sampleId } from './shared/sample-id.ts';
import { useStore } from './shared/store.ts';
import { chooseTheme, type ThemeChoice, themeChoice } from './shared/theme.ts';
import { Toasts } from './shared/toasts.tsx';
import { texts } from './texts/texts.ts';
import { Segmented } from './ui/choice.tsx';
import type { IconName } from './ui/icon.tsx';

// The list of clips does not need these: each loads when its page is opened.
const JobPage = lazy(() =>
  import('./pages/job-page.tsx').then(({ JobPage: page }) => ({ default: page })),
);
const DocsPage = lazy(() => import('./docs/docs-page.tsx'));
const DesignPage = lazy(() => import('./gallery/design-page.tsx'));

const { frame } = texts;

/** The frame around every page. The API answers these paths with the dashboard's index.html. */
export function App(): ReactNode {
  const [path] = useLocation();
  const main = useFocusOnNewPage(path);
  return (
    <>
      <a className="skip-link" href="#main">
        {frame.skip}
      </a>
      <Header path={path} />
      <main id="main" ref={main} tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Suspense fallback={<p className="hint">{texts.common.loading}</p>}>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
              <Route path="/sample">
                <JobPage id={sampleId} />
              </Route>
              <Route path="/sign-in" component={SignInPage} />
              <Route path="/docs" component={DocsPage} />
              <Route path="/design" component={DesignPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
      <Toasts />
    </>
  );
}

function Header({ path }: { readonly path: string }): ReactNode {
  const current = (page: string) => (page === path ? 'page' : undefined);
  return (
    <header className="site-header">
      <Link href="/" className="brand">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <span>{texts.product}</span>
      </Link>
      <nav aria-label={frame.navigation} className="site-nav">
        <Link href="/" aria-current={current('/')}>
          {frame.clips}
        </Link>
        <Link href="/docs" aria-current={current('/docs')}>
          {frame.api}
        </Link>
        <SessionMenu />
      </nav>
    </header>
  );
}

const themes: readonly { value: ThemeChoice; label: string; icon: IconName }[] = [
  { value: 'system', label: frame.themes.system, icon: 'system' },
  { value: 'light', label: frame.themes.light, icon: 'light' },
  { value: 'dark', label: frame.themes.dark, icon: 'dark' },
];

const Footer = (): ReactNode => (
  <footer className="site-footer">
    <p>{frame.privacy}</p>
    <Segmented
      label={frame.theme}
      isLabelHidden
      options={themes}
      value={useStore(themeChoice)}
      onChange={chooseTheme}
    />
  </footer>
);

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
