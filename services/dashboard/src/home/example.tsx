import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts/texts.ts';
import { Icon } from '../ui/icon.tsx';
import './home.css';

/** The finished example, which the pages bring along: nothing has to be sent to see a result. */
export const Example = (): ReactNode => (
  <Link href="/sample" className="example">
    <img src="/sample/poster.jpg" alt="" width="72" height="96" />
    <span className="example-text">
      <strong>{texts.welcome.example}</strong>
      <span className="hint">{texts.welcome.exampleHint}</span>
    </span>
    <Icon name="arrow-right" />
  </Link>
);
