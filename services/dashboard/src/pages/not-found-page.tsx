import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts/texts.ts';

export function NotFoundPage(): ReactNode {
  const { title, before, link } = texts.notFound;
  return (
    <section className="narrow">
      <h1>{title}</h1>
      <p>
        {before}
        <Link href="/">{link}</Link>.
      </p>
    </section>
  );
}
