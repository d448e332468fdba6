import type { ReactNode } from 'react';

/** The document's descriptions are CommonMark, of which ours use the back ticks alone. */
export function Prose({ text = '' }: { readonly text?: string | undefined }): ReactNode {
  // Every other piece stood between back ticks.
  return text.split('`').map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never change their places.
    return at % 2 === 1 ? <code key={at}>{piece}</code> : piece;
  });
}
