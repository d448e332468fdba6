import type { ReactNode } from 'react';
import { inClip } from '../shared/format.ts';

interface OneFieldProps {
  readonly oneMs: number | undefined;
  /** Takes the position of the player. */
  onMark(): void;
  onClear(): void;
}

/** Marks a “one” of the music at the position of the player. */
export const OneField = ({ oneMs, onMark, onClear }: OneFieldProps): ReactNode => (
  <div className="row">
    <button type="button" onClick={onMark}>
      Mark a “one” here
    </button>
    <span role="status">{oneMs !== undefined && `“One” at ${inClip(oneMs / 1000)}`}</span>
    {oneMs !== undefined && (
      <button type="button" className="quiet" onClick={onClear}>
        Clear<span className="visually-hidden"> the “one”</span>
      </button>
    )}
    <p className="hint">Press it when the player is at a “one” of the music, still or playing.</p>
  </div>
);
