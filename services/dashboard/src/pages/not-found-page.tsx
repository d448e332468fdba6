import type { ReactNode } from 'react';
import { Link } from 'wouter';

export function NotFoundPage(): ReactNode {
  return (
    <section className="card">
      <h1>Page not found</h1>
      <p>
        The address may be incomplete. Go to <Link href="/">your clips</Link>.
      </p>
    </section>
  );
}
