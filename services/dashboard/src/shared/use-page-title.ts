import { useEffect } from 'react';
import { texts } from '../texts/texts.ts';

/** Sets the document title, which names the page in tabs and history and for screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title]);
}
