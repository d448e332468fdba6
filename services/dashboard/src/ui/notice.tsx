import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './notice.css';

interface NoticeProps {
  /** Screen readers read a `problem` at once. */
  readonly tone: 'info' | 'warning' | 'problem';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A message to the reader, in the place that it is about. */
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
