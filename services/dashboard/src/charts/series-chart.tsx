import { type ReactNode, useEffect, useId, useRef } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type Frames, frameAt, goToFrame } from '../player/frames.ts';
import { loopBetween } from '../player/loop.ts';
import type { Playhead } from '../player/playhead.ts';
import { inClip } from '../shared/format.ts';
import { useTheme } from '../shared/theme.ts';
import type { SeriesChartProps } from './chart.ts';
import { drawPlot } from './draw-plot.ts';

/** Lines over time, with beats, phrases and the playhead. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const { title, unit, playhead, seconds } = props;
  const { fps, frameCount: count } = props.report.source;
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const latest = useRef(props);
  const theme = useTheme();
  const caption = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot reads its colours from the theme.
  useEffect(() => {
    const [{ current: element }, { current: line }] = [box, cursor];
    if (element === null || line === null) return undefined;
    const plot = drawPlot(element, latest.current);
    const leave = followPlayhead(plot, playhead, line);
    plot.over.addEventListener('click', ({ clientX }) => {
      const { left } = plot.over.getBoundingClientRect();
      goToPart(playhead, plot.posToVal(clientX - left, 'x'));
    });
    return () => {
      leave();
      plot.destroy();
    };
  }, [playhead, theme]);
  useEffect(() => moveSlider(playhead, slider.current, { fps, count }), [playhead, fps, count]);
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
        aria-label={`Position in ${title}`}
        min={0}
        max={seconds.length - 1}
        onChange={({ target }) => goToFrame(playhead, target.valueAsNumber, { fps, count })}
      />
    </figure>
  );
}

/** Time before and after a place in a chart that is repeated. */
const aroundMs = 1000;

/** Goes to a place and repeats the part around it. */
function goToPart(playhead: Playhead, seconds: number): void {
  const atMs = Math.max(0, 1000 * seconds);
  playhead.loop.set(() => loopBetween(Math.max(0, atMs - aroundMs), atMs + aroundMs));
  playhead.seek(seconds);
}

/** Moves a line over the plot instead of redrawing the plot. */
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

/** Keeps the slider on the current frame; its value text changes only while the clip is paused, for screen readers. */
function moveSlider(
  playhead: Playhead,
  slider: HTMLInputElement | null,
  frames: Frames,
): () => void {
  const slide = (): void => {
    if (slider === null) return;
    const seconds = playhead.seconds.get();
    slider.value = String(frameAt(seconds, frames));
    if (!playhead.isPlaying.get()) slider.ariaValueText = inClip(seconds);
  };
  slide();
  return playhead.seconds.subscribe(slide);
}
