import type { ReactNode } from 'react';

/** Renders a description: CommonMark, of which the document uses only code spans. */
export function Prose({ text = '' }: { readonly text?: string | undefined }): ReactNode {
  // Odd pieces are between backticks.
  return text.split('`').map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never change order.
    return at % 2 === 1 ? <code key={at}>{piece}</code> : piece;
  });
}
