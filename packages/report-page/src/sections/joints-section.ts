import {
  type AngleJoint,
  type CameraSide,
  type Metric,
  numeral,
  quantity,
  type Side,
  sides,
  viewText,
} from '@dance-pose/contracts';
import { fold } from '../fold.ts';
import { type Html, html, nothing } from '../html.ts';
import { errorMark, notMeasurable } from '../not-measurable.ts';
import type { PageData } from '../page-data.ts';
import { curve } from '../plots/drawing.ts';
import { knownOf, quantilesOf, samplesOf } from '../plots/samples.ts';
import { angleScale } from '../plots/scale.ts';
import { timePlot } from '../plots/time-plot.ts';
import { metricQuantity } from '../quantity.ts';

const joints: readonly Joint[] = [
  { joint: 'knee', name: 'Knees' },
  { joint: 'hip', name: 'Hips' },
  { joint: 'ankle', name: 'Ankles' },
  { joint: 'shoulder', name: 'Shoulders' },
  { joint: 'elbow', name: 'Elbows' },
];

interface Joint {
  readonly joint: AngleJoint;
  readonly name: string;
}

/** Number of samples in a plot a third of the page wide. */
const samplesInSmallPlot = 150;

/** Angles of the large joints, left against right. */
export function jointsSection(page: PageData): Html {
  return fold(
    { id: 'joints', title: 'Joints, left and right' },
    html`<div class="small-plots"><p class="caption">Angles in the picture, 180° is straight; a limb that points at the camera looks more bent than
it is. <span class="key left">left</span> <span class="key right">right</span>${rangeNote(page)}</p>${joints.map((joint) => jointFigure(page, joint))}</div>`,
  );
}

const rangeNote = ({ report }: PageData): Html =>
  report.source.frameCount === 1
    ? nothing
    : html`<br>Range: the middle 95 % of the angles. If a limb moved out of the plane of the picture, its range is in 3D,
from the estimated depth.${viewNote(report.view.from)}`;

const viewNote = (from: CameraSide | null): string =>
  from === null ? '' : ` The others are as ${viewText(from)}.`;

function jointFigure(page: PageData, { joint, name }: Joint): Html {
  const anglesOf = (side: Side) => page.values(`${side}-${joint}-angle-2d`);
  const known = [...knownOf(anglesOf('left')), ...knownOf(anglesOf('right'))];
  const row = (side: Side): Html => html`<li>${rangeOf(page, side, joint)}</li>`;
  return html`<figure><h3>${name}</h3>
${known.length > 2 ? jointPlot(page, { joint, name }) : ''}
<ul class="ranges">${row('left')}${row('right')}</ul></figure>`;
}

function jointPlot({ report, values }: PageData, { joint, name }: Joint): Html {
  const bothSides = sides.map((side) => ({
    side,
    angles: values(`${side}-${joint}-angle-2d`),
  }));
  const [least = 0, greatest = 180] = quantilesOf(
    bothSides.flatMap(({ angles }) => angles),
    [0, 1],
  );
  return timePlot({
    id: `joint-${joint}`,
    title: `${name}, left and right, over the clip`,
    description: `Angles in the picture between ${quantity(least, '°')} and ${quantity(greatest, '°')}.`,
    report,
    height: 84,
    scale: angleScale(least, greatest),
    markLabel: (mark) => `${numeral(mark)}°`,
    isSmall: true,
    draw: (rows) =>
      html`${bothSides.map(({ side, angles }) => curve(samplesOf(angles, samplesInSmallPlot), rows, side))}`,
  });
}

/** Range in the plane of the picture if it was measured, otherwise in 3D. */
function rangeOf({ report, metric, values }: PageData, side: Side, joint: AngleJoint): Html {
  const swatch = html`<span class="key ${side}">${side}</span>`;
  const [only, ...others] = knownOf(values(`${side}-${joint}-angle-2d`));
  if (report.source.frameCount === 1 && only !== undefined && others.length === 0) {
    return html`${swatch} ${quantity(only, '°')}`;
  }
  const [plane, space] = [metric(`${side}-${joint}-range`), metric(`${side}-${joint}-range-3d`)];
  const shown = [plane, space].find((one) => one !== undefined && one.value !== null) as
    | (Metric & { value: number })
    | undefined;
  if (shown === undefined) return html`${swatch} ${notMeasurable(plane?.reason)}`;
  const where = shown === space ? ' in 3D' : '';
  const confidence =
    shown.confidence === 'low' ? html` <span class="doubt">low confidence</span>` : '';
  return html`${swatch} range ${metricQuantity(shown, shown.value).amount}${errorMark(shown)}${where}${confidence}`;
}
