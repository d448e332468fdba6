import type { Check, Figures, Part, Table } from './part.ts';

const introduction = `# Validation: how far the numbers may be believed

\`pnpm validate\` measures everything on this page again and writes it; \`pnpm validate plies legs\` writes only these parts. The first
run takes some minutes, because it tracks almost 200 clips; later runs take the landmarks from a cache. Real clips are those of
\`../shared/testdata\` (or \`DANCE_POSE_TESTDATA\`) and of a package from PyPI, whose hash is checked. \`pnpm test:ci\` holds short forms.

- **Bias and limits of agreement** are the mean of measured less true, and that ± 1.96 standard deviations (Bland and Altman 1986). A
  correlation alone says nothing about either.
- **Coverage** is the share of values for which the truth lies within value ± error.
- **Refused** is the share that the report does not give although it is known.
- Yardsticks of others for this kind of engine: knees in lateral squats, BlazePose heavy: mean error 7.1°, bias −5.1° (JMIR preprint
  102399); MediaPipe, squats seen from 45 to 90°: −13.9 ± 15.1° (Cosoli 2026). OpenCap Monocular, which fits a body: 4.8° (arXiv
  2603.24733).
`;

const ending = `## No number from nothing

\`tests/validation/honesty\` sends clips through the model and the analysis: no person (bars, black, bottles that the model takes for
people), half a body, a belly with a hand, head and shoulders, two seconds, a picture, darkness, a person who comes and goes, two people.
For every report: it matches its schema; no number is NaN or infinite; what was not measured has a reason and no value; what has a value
was in sight and is not \`not-from-this-view\`; without a person, the report says nothing about a dancer.

## Limits of these proofs

- The drawn dancer is one figure in four sets of colours, well lit, its whole body in the picture: real clothes, crowds and stage light
  are harder. The real references are a man on a beam for 1.7 seconds and one dancer in front of a blue wall.
- What the model invents can look like a dancer. From a close-up of a belly and a hand, the lite model invents an upright person for two
  seconds. Film whole bodies.
- Turns take one second, jumps 0.43 s. Pirouettes of two or three turns a second are blurred at 30 frames a second.
- Balance, Laban qualities, smoothness and turnout have the same formulas in measurement and truth, so only the landmarks are tested
  here; unit tests check the formulas. No clip with force plates or markers was available.
`;

const start = (name: string): string => `<!-- part: ${name} -->`;

/** The document with new sections for the measured parts; the others stay as they are. */
export function withFigures(
  document: string,
  parts: readonly Part[],
  measured: ReadonlyMap<string, Figures>,
): string {
  const sections = parts.map((part) => {
    const figures = measured.get(part.name);
    return figures === undefined ? sectionIn(document, part.name) : sectionOf(part, figures);
  });
  return `${[introduction, ...sections, ending].map((text) => text.trim()).join('\n\n')}\n`;
}

function sectionIn(document: string, name: string): string {
  const [, after] = document.split(start(name));
  return after === undefined ? '' : `${start(name)}${after.split(/<!-- part: |## No number/)[0]}`;
}

const sectionOf = ({ name, title, introduction: text }: Part, figures: Figures): string =>
  [
    `${start(name)}\n## ${title}`,
    text,
    ...(figures.checks.length > 0 ? [markdown(boundsOf(figures.checks))] : []),
    ...figures.tables.map(markdown),
  ].join('\n\n');

const boundsOf = (checks: readonly Check[]): Table => ({
  heads: ['what', 'bound', 'found', ''],
  rows: checks.map(({ claim, bound, found, holds }) => [claim, bound, found, holds ? '' : 'no']),
});

function markdown({ caption, heads, rows }: Table): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
  return caption === undefined ? table : `${caption}\n\n${table}`;
}
