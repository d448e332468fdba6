import { useEffect } from 'react';

/** Names the page in tab and history, and tells screen readers that it is another one. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Dance Pose Analyser`;
  }, [title]);
}
