import type { Report } from '@dance-pose/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Playhead } from '../player/playhead.ts';
import { drawPlot } from './draw-plot.ts';

export interface ChartLine {
  readonly label: string;
  readonly colour: 'left' | 'right' | 'accent';
  readonly values: (number | null)[];
}

export interface SeriesChartProps {
  readonly title: string;
  readonly unit: string;
  readonly seconds: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly report: Report;
  readonly playhead: Playhead;
}

/** Lines over the time of the clip with its beats and phrases; the playhead moves on it at every picture. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const { title, unit, playhead, seconds } = props;
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    const { current: element } = box;
    if (element === null) return undefined;
    const plot = drawPlot(element, latest.current);
    const leave = followPlayhead(plot, playhead, cursor.current);
    const seek = (event: MouseEvent): void => {
      const { left } = plot.over.getBoundingClientRect();
      playhead.seek(plot.posToVal(event.clientX - left, 'x'));
    };
    plot.over.addEventListener('click', seek);
    return () => {
      leave();
      plot.destroy();
    };
  }, [playhead]);
  const last = seconds.at(-1) ?? 0;
  return (
    <figure className="chart">
      <figcaption>
        {title} ({unit})
      </figcaption>
      <div ref={box} className="chart-box" />
      <div ref={cursor} className="playhead" aria-hidden="true" />
      <label className="visually-hidden">
        Go to a place in {title}
        <input
          type="range"
          min={0}
          max={last}
          step={0.04}
          defaultValue={0}
          onChange={({ target }) => playhead.seek(Number(target.value))}
        />
      </label>
    </figure>
  );
}

/** Moves a line over the plot instead of drawing the plot again. */
function followPlayhead(plot: uPlot, playhead: Playhead, cursor: HTMLElement | null): () => void {
  if (cursor === null) return () => {};
  plot.over.append(cursor);
  const move = (): void => {
    const x = plot.valToPos(playhead.seconds.get(), 'x');
    cursor.style.transform = `translateX(${x}px)`;
  };
  const observer = new ResizeObserver(move);
  observer.observe(plot.over);
  const leave = playhead.seconds.subscribe(move);
  move();
  return () => {
    leave();
    observer.disconnect();
  };
}
