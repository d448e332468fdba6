import { Component, type ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { problemText } from './problems.ts';

interface BoundaryProps {
  /** Shown instead of the children once they have thrown. */
  instead(error: unknown): ReactNode;
  readonly children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { readonly failed?: { readonly error: unknown } }> {
  override readonly state: { readonly failed?: { readonly error: unknown } } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } };
  }

  override render(): ReactNode {
    const { instead, children } = this.props;
    return this.state.failed === undefined ? children : instead(this.state.failed.error);
  }
}

/**
 * Shows an error instead of an empty page. The usual cause is a chunk that cannot be loaded, because the service
 * was updated or is unreachable.
 */
export const ErrorBoundary = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <Boundary
    instead={() => (
      <section className="narrow">
        <h1>{texts.problems.pageFailed}</h1>
        <Notice tone="problem">{texts.problems.pageFailedHint}</Notice>
        <div>
          <Button variant="primary" icon="retry" onPress={() => location.reload()}>
            {texts.common.reload}
          </Button>
        </div>
      </section>
    )}
  >
    {children}
  </Boundary>
);

interface OptionalPartProps {
  /** Its name, as the subject of “… cannot be shown”. */
  readonly name: string;
  readonly children: ReactNode;
}

/** A part that the page can do without: if it throws, a notice says that it is missing and why, and the rest stays. */
export const OptionalPart = ({ name, children }: OptionalPartProps): ReactNode => (
  <Boundary
    instead={(error) => (
      <Notice tone="warning" title={texts.problems.partFailed(name)}>
        {problemText(error)} {texts.problems.partFailedHint}
      </Notice>
    )}
  >
    {children}
  </Boundary>
);
