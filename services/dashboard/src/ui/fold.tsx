import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './fold.css';

interface FoldProps {
  readonly title: string;
  /** Beside the title, in few words: what is inside. */
  readonly summary?: ReactNode;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}

/** A part that opens on request. The browser finds texts in it while it is closed. */
export function Fold({ title, summary, isOpenAtFirst = false, children }: FoldProps): ReactNode {
  return (
    <details className="fold" open={isOpenAtFirst}>
      <summary>
        <Icon name="chevron-right" />
        <span className="fold-title">{title}</span>
        {summary !== undefined && <span className="hint">{summary}</span>}
      </summary>
      <div className="fold-content">{children}</div>
    </details>
  );
}
