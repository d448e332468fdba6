import type { ReactNode } from 'react';
import { Link } from 'wouter';

export function NotFoundPage(): ReactNode {
  return (
    <section className="card">
      <h1>There is no such page</h1>
      <p>
        Perhaps the address was cut off. <Link href="/">Your clips</Link> are all in one list.
      </p>
    </section>
  );
}
