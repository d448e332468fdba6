import { type ReactNode, useEffect, useId, useRef } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Playhead } from '../player/playhead.ts';
import { frameAt, goToFrame } from '../player/step-frames.ts';
import { useTheme } from '../shared/theme.ts';
import { inClip } from '../shared/words.ts';
import type { SeriesChartProps } from './chart.ts';
import { drawPlot } from './draw-plot.ts';

/** Lines over the time of the clip with its beats and phrases; the playhead moves on it at every picture. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const { title, unit, playhead, seconds } = props;
  const { fps } = props.report.source;
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const latest = useRef(props);
  const theme = useTheme();
  const caption = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot takes its colours from the theme.
  useEffect(() => {
    const [{ current: element }, { current: line }] = [box, cursor];
    if (element === null || line === null) return undefined;
    const plot = drawPlot(element, latest.current);
    const leave = followPlayhead(plot, playhead, line);
    plot.over.addEventListener('click', ({ clientX }) => {
      const { left } = plot.over.getBoundingClientRect();
      playhead.seek(plot.posToVal(clientX - left, 'x'));
    });
    return () => {
      leave();
      plot.destroy();
    };
  }, [playhead, theme]);
  useEffect(() => slideAlong(playhead, slider.current, fps), [playhead, fps]);
  return (
    <figure className="chart" aria-labelledby={caption}>
      <figcaption id={caption}>
        {title} ({unit})
      </figcaption>
      <div ref={box} className="chart-box" />
      <div ref={cursor} className="playhead" aria-hidden="true" />
      <input
        ref={slider}
        className="visually-hidden"
        type="range"
        aria-label={`Place in ${title}`}
        min={0}
        max={seconds.length - 1}
        onChange={({ target }) => goToFrame(playhead, target.valueAsNumber, fps)}
      />
    </figure>
  );
}

/** Moves a line over the plot instead of drawing the plot again. */
function followPlayhead(plot: uPlot, playhead: Playhead, cursor: HTMLElement): () => void {
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

/** The slider stands on the picture that is seen; screen readers hear where it is once it stands still. */
function slideAlong(playhead: Playhead, slider: HTMLInputElement | null, fps: number): () => void {
  const slide = (): void => {
    if (slider === null) return;
    const seconds = playhead.seconds.get();
    slider.value = String(frameAt(seconds, fps));
    if (!playhead.isPlaying.get()) slider.ariaValueText = inClip(seconds);
  };
  slide();
  return playhead.seconds.subscribe(slide);
}
