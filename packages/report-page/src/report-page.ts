import type { Report, Series } from '@dance-pose/contracts';
import { type Content, html, nothing } from './html.ts';
import { type PageData, pageData, type ReportPageAbout } from './page-data.ts';
import { pageStyles } from './page-styles.ts';
import { balanceSection } from './sections/balance-section.ts';
import { energySection } from './sections/energy-section.ts';
import { jointsSection } from './sections/joints-section.ts';
import { keyFigures } from './sections/key-figures.ts';
import { makingSection } from './sections/making-section.ts';
import { metricsSection } from './sections/metrics-section.ts';
import { momentsSection } from './sections/moments-section.ts';
import { pageHeader } from './sections/page-header.ts';
import { phrasesSection } from './sections/phrases-section.ts';
import { postureSection } from './sections/posture-section.ts';
import { stepsSection } from './sections/steps-section.ts';
import { symmetrySection } from './sections/symmetry-section.ts';
import { timingSection } from './sections/timing-section.ts';

/** The page loads nothing and runs no script, wherever it is opened from. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * The report as a self-contained, printable page: no script, nothing is loaded, all texts are escaped. The
 * essentials are on the first printed page; the other parts are folded, and printed if the reader opens them.
 * @param series values per frame, as in `timeseries.csv`; the page says which plots are missing without them.
 */
export function reportPage(
  report: Report,
  series: readonly Series[],
  about: ReportPageAbout,
): string {
  const page = pageData(report, series, about);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${about.fileName} – movement report</title><style>${pageStyles}</style></head>
<body><main>
<div class="${shownOf(report) === 'nothing' ? 'head' : 'first'}">
${pageHeader(page)}
${essentials(page)}
</div>
${details(page)}
${metricsSection(page)}
${makingSection(page)}
</main></body></html>
`.markup;
}

/** Amount of content: `nothing` without a dancer, `posture` for a picture. */
function shownOf({ source, repairs }: Report): 'nothing' | 'posture' | 'movement' {
  if (repairs.framesWithoutDancer === repairs.frames) return 'nothing';
  return source.frameCount > 1 && source.durationMs > 0 ? 'movement' : 'posture';
}

function essentials(page: PageData): Content {
  switch (shownOf(page.report)) {
    case 'nothing':
      return nothing;
    case 'posture':
      return [postureSection(page), jointsSection(page)];
    case 'movement':
      return [
        keyFigures(page),
        timingSection(page),
        energySection(page),
        html`<div class="pair">${symmetrySection(page)}${postureSection(page)}</div>`,
      ];
  }
}

const details = (page: PageData): Content =>
  shownOf(page.report) === 'movement'
    ? [momentsSection, balanceSection, stepsSection, jointsSection, phrasesSection].map((section) =>
        section(page),
      )
    : nothing;
