import { type ReactNode, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CameraStage } from './camera-stage.tsx';
import { ReviewStage } from './review-stage.tsx';
import type { FinishedTake, Take } from './take.ts';
import { dropTake, releaseTake } from './takes.ts';
import { type Filming, useFilming } from './use-filming.ts';
import './filming.css';

interface FilmingDialogProps {
  /** An earlier take, to review it. */
  readonly kept?: Take;
  onTake(take: FinishedTake): void;
  onClose(): void;
}

const text = texts.filming;

/** Records a take and reviews it. Closing it never loses a take: it asks, and what is kept is offered again. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function FilmingDialog({ kept, onTake, onClose }: FilmingDialogProps): ReactNode {
  const { filming, record, stop, discard } = useFilming(kept);
  const [isAsking, setAsking] = useState(false);
  const leave = (): void => {
    if (filming.at === 'review') releaseTake(filming.take.id);
    onClose();
  };
  const send = (trim: FinishedTake['trim']): void => {
    if (filming.at !== 'review') return;
    const { id } = filming.take;
    const onStored = (): void => void dropTake(id);
    onTake({ file: filming.file, trim, onStored, onDropped: () => releaseTake(id) });
    onClose();
  };
  const close = (): void => {
    if (filming.at === 'setup') onClose();
    else setAsking(!isAsking);
  };
  return (
    <Dialog title={titleOf(filming, isAsking)} isOpen onClose={close}>
      {isAsking && (
        <Question
          filming={filming}
          onGoOn={() => setAsking(false)}
          onStop={stop}
          onKeep={leave}
          onDiscard={() => void discard().then(onClose)}
        />
      )}
      <div className="stage" hidden={isAsking}>
        {filming.at === 'review' && (
          <ReviewStage {...filming} onSend={send} onAgain={() => void discard()} />
        )}
        {(filming.at === 'setup' || filming.at === 'recording') && (
          <CameraStage filming={filming} onRecord={record} onStop={stop} />
        )}
      </div>
    </Dialog>
  );
}

function titleOf({ at }: Filming, isAsking: boolean): string {
  if (at !== 'review') return text.title;
  return isAsking ? text.askTitle : text.review;
}

interface QuestionProps {
  readonly filming: Filming;
  onGoOn(): void;
  onStop(): void;
  onKeep(): void;
  onDiscard(): void;
}

/** Asks before a take is left. A recording has to be stopped first: it goes on meanwhile. */
function Question({ filming, onGoOn, onStop, onKeep, onDiscard }: QuestionProps): ReactNode {
  const isRecording = filming.at === 'recording';
  const stopIt = (): void => {
    onStop();
    onGoOn();
  };
  return (
    <section className="question" role="alertdialog" aria-label={text.askTitle}>
      <p>{isRecording ? text.stopAsk : text.ask}</p>
      <div className="row">
        <Button variant="primary" autoFocus onPress={isRecording ? stopIt : onKeep}>
          {isRecording ? text.stopNow : text.keep}
        </Button>
        <Button onPress={onGoOn}>{text.goOn}</Button>
        {!isRecording && (
          <Button variant="danger" onPress={onDiscard}>
            {text.discard}
          </Button>
        )}
      </div>
    </section>
  );
}
