import type { ReactNode } from 'react';
import { type IconName, iconPaths } from './icon-paths.ts';
import './icon.css';

export type { IconName };

/** A picture beside a text or in a button that has a name: screen readers skip it. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  const paths: readonly string[] = iconPaths[name];
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {paths.map((path) =>
        path.startsWith('F') ? (
          <path key={path} className="icon-filled" d={path.slice(1)} />
        ) : (
          <path key={path} d={path} />
        ),
      )}
    </svg>
  );
}
