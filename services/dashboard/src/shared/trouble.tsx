import { Component, type ReactNode } from 'react';

interface TroubleProps {
  readonly children: ReactNode;
}

/**
 * In place of what cannot be shown: without it the whole page would be empty. The usual cause is a part that
 * is fetched when it is needed, from a service that was renewed or cannot be reached.
 */
export class Trouble extends Component<TroubleProps, { readonly isHere: boolean }> {
  override readonly state = { isHere: false };

  static getDerivedStateFromError(): { readonly isHere: boolean } {
    return { isHere: true };
  }

  override render(): ReactNode {
    if (!this.state.isHere) return this.props.children;
    return (
      <section className="card">
        <h1>This page cannot be shown</h1>
        <p role="alert">Perhaps the service was renewed while it was open. Load it again.</p>
        <div className="row">
          <button type="button" className="primary" onClick={() => location.reload()}>
            Load again
          </button>
        </div>
      </section>
    );
  }
}
