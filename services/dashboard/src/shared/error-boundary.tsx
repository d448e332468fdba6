import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/**
 * Shows an error instead of an empty page. The usual cause is a chunk that cannot be loaded, because the service
 * was updated or is unreachable.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <section className="card">
        <h1>This page cannot be displayed</h1>
        <p role="alert">The service may have been updated while the page was open. Reload it.</p>
        <div className="row">
          <button type="button" className="primary" onClick={() => location.reload()}>
            Reload
          </button>
        </div>
      </section>
    );
  }
}
