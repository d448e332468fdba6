import type { ReactNode } from 'react';
import './gallery.css';

interface SampleProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The samples of one component. */
export const Sample = ({ title, children }: SampleProps): ReactNode => (
  <section className="sample" aria-label={title}>
    <h2>{title}</h2>
    <div className="sample-body">{children}</div>
  </section>
);
