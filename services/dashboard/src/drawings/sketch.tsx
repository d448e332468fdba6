import type { ReactNode } from 'react';

/** The sheet of a small drawing, 160 × 116 units. */
export const Sketch = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <svg className="drawing" viewBox="0 0 160 116" aria-hidden="true">
    {children}
  </svg>
);
