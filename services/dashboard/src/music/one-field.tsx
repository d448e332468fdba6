import type { ReactNode } from 'react';
import { inClip } from '../shared/format.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';

interface OneFieldProps {
  readonly oneMs: number | undefined;
  /** Takes the position of the player. */
  onMark(): void;
  onClear(): void;
}

/** Marks a “one” of the music at the position of the player. */
export const OneField = ({ oneMs, onMark, onClear }: OneFieldProps): ReactNode => (
  <div className="one">
    <div className="row">
      <Button onPress={onMark}>{texts.music.markOne}</Button>
      <span role="status">{oneMs !== undefined && texts.music.oneAt(inClip(oneMs / 1000))}</span>
      {oneMs !== undefined && (
        <Button variant="quiet" onPress={onClear}>
          {texts.music.clear}
          <span className="visually-hidden">{texts.music.clearOne}</span>
        </Button>
      )}
    </div>
    <p className="hint">{texts.music.oneHint}</p>
  </div>
);
