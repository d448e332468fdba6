import type { Moment, Report } from '@dance-pose/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Playhead } from '../player/playhead.ts';
import { inClip } from '../shared/format.ts';
import { useStore } from '../shared/store.ts';
import { texts } from '../texts/texts.ts';
import {
  isRepeated,
  isTelling,
  keyOf,
  laneOf,
  lanes,
  momentTitle,
  repeatMoment,
} from './moments.ts';
import './moments.css';

const text = texts.player;

interface MomentTimelineProps {
  readonly report: Report | undefined;
  readonly playhead: Playhead;
  readonly durationMs: number;
}

/** The clip as a line: phrases, the moments in rows, the loop, and a slider for the position. */
export function MomentTimeline({ report, playhead, durationMs }: MomentTimelineProps): ReactNode {
  const moments = (report?.moments ?? []).filter(isTelling);
  const used = lanes.filter((lane) => moments.some((moment) => laneOf(moment) === lane));
  return (
    <fieldset className="timeline">
      <legend className="visually-hidden">{text.timeline}</legend>
      <div className="track">
        {report?.phrases.map(({ startMs, endMs }) => (
          <span key={startMs} className="phrase" style={place({ startMs, endMs }, durationMs)} />
        ))}
        <LoopMark {...{ playhead, durationMs }} />
        {used.map((lane) => (
          <div key={lane} className={`lane ${lane}`} title={text.lanes[lane]}>
            {moments
              .filter((moment) => laneOf(moment) === lane)
              .map((moment) => (
                <Mark key={keyOf(moment)} {...{ moment, playhead, durationMs }} />
              ))}
          </div>
        ))}
        <Line playhead={playhead} durationMs={durationMs} />
      </div>
      <Scrubber playhead={playhead} durationMs={durationMs} />
    </fieldset>
  );
}

const place = (
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  durationMs: number,
) => ({
  left: `${(100 * startMs) / durationMs}%`,
  width: `${(100 * (Math.min(endMs, durationMs) - startMs)) / durationMs}%`,
});

interface MarkProps extends Omit<MomentTimelineProps, 'report'> {
  readonly moment: Moment;
}

/** For the pointer only: the list of moments has the same for keys and screen readers. */
function Mark({ moment, playhead, durationMs }: MarkProps): ReactNode {
  const isOn = isRepeated(useStore(playhead.loop), moment, durationMs);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      className={isOn ? 'mark on' : 'mark'}
      title={`${inClip(moment.peakMs / 1000)} ${momentTitle(moment)}`}
      style={place(moment, durationMs)}
      onClick={() => repeatMoment(playhead, moment, durationMs)}
    />
  );
}

function LoopMark({ playhead, durationMs }: Omit<MomentTimelineProps, 'report'>): ReactNode {
  const loop = useStore(playhead.loop);
  return loop === undefined ? null : <span className="loop" style={place(loop, durationMs)} />;
}

/** Follows every frame without a render. */
function useEveryFrame<Target extends HTMLElement>(
  playhead: Playhead,
  update: (element: Target, seconds: number) => void,
) {
  const element = useRef<Target>(null);
  const latest = useRef(update);
  latest.current = update;
  useEffect(() => {
    const move = (): void => {
      if (element.current !== null) latest.current(element.current, playhead.seconds.get());
    };
    move();
    return playhead.seconds.subscribe(move);
  }, [playhead]);
  return element;
}

function Line({ playhead, durationMs }: Omit<MomentTimelineProps, 'report'>): ReactNode {
  const line = useEveryFrame<HTMLDivElement>(playhead, ({ style }, seconds) => {
    style.left = `${Math.min(100, (100_000 * seconds) / durationMs)}%`;
  });
  return <div ref={line} className="playhead" />;
}

/** Steps of the slider with the arrow keys, in seconds. */
const stepSeconds = 0.1;

function Scrubber({ playhead, durationMs }: Omit<MomentTimelineProps, 'report'>): ReactNode {
  const slider = useEveryFrame<HTMLInputElement>(playhead, (input, seconds) => {
    input.value = String(seconds);
  });
  return (
    <input
      ref={slider}
      type="range"
      className="scrubber"
      aria-label={text.position}
      min={0}
      max={durationMs / 1000}
      step={stepSeconds}
      defaultValue={0}
      onInput={({ currentTarget }) => playhead.seek(currentTarget.valueAsNumber)}
    />
  );
}
