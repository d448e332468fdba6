import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './notice.css';

interface NoticeProps {
  /** Screen readers read a `problem` at once. */
  readonly tone: 'info' | 'warning' | 'problem';
  readonly title?: string;
  readonly children: ReactNode;
}

/** Something that the reader has to know, where it belongs. */
export function Notice({ tone, title, children }: NoticeProps): ReactNode {
  return (
    <div className={`notice ${tone}`} role={tone === 'problem' ? 'alert' : undefined}>
      <Icon name={tone} />
      <div className="notice-text">
        {title !== undefined && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}
