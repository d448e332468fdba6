import uPlot from 'uplot';
import { inNumber } from '../shared/format.ts';
import { themeColour } from '../shared/theme.ts';
import type { SeriesChartProps } from './chart.ts';

const height = 180;

/** A plot that fills its box and follows its size; `destroy` removes it. */
export function drawPlot(
  box: HTMLElement,
  { seconds, lines, unit, report }: SeriesChartProps,
): uPlot {
  const ink = themeColour(box, 'soft-ink');
  const line = themeColour(box, 'line');
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
  const plot = new uPlot(
    {
      width: box.clientWidth,
      height,
      scales: { x: { time: false } },
      legend: { live: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      axes: [
        { ...axis, size: 32, values: (_plot, splits) => splits.map((split) => `${split} s`) },
        { ...axis, size: 56, values: (_plot, splits) => splits.map(inNumber) },
      ],
      series: [
        {},
        ...lines.map(({ label, colour }) => ({
          label: `${label} (${unit})`,
          stroke: themeColour(box, colour),
          width: 1.6,
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(drawn) => drawMusic(drawn, report, themeColour(box, 'control-line'))],
        destroy: [() => observer.disconnect()],
      },
    },
    [seconds as number[], ...lines.map(({ values }) => values)],
    box,
  );
  observer.observe(box);
  return plot;
}

/** Draws a short mark for every beat and a full-height line for the start of every phrase. */
function drawMusic(plot: uPlot, { music, phrases }: SeriesChartProps['report'], colour: string) {
  const { ctx, bbox } = plot;
  const stroke = (ms: number, length: number): void => {
    const x = Math.round(plot.valToPos(ms / 1000, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.moveTo(x, bbox.top + bbox.height - length);
    ctx.lineTo(x, bbox.top + bbox.height);
  };
  ctx.save();
  ctx.beginPath();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  for (const { startMs } of phrases) stroke(startMs, bbox.height);
  if (music.heard === 'beat') {
    for (const { timeMs, count } of music.beats)
      stroke(timeMs, (count === 1 ? 14 : 7) * devicePixelRatio);
  }
  ctx.stroke();
  ctx.restore();
}
