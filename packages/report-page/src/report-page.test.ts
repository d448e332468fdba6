import {
  isNone,
  type Landmark,
  type Metric,
  type Music,
  type PoseFrame,
  reportSchema,
  say,
  type TrackSource,
} from '@dance-pose/contracts';
import { buildReport, type MovementReport } from '@dance-pose/movement';
import { createDance, type Dance } from '@dance-pose/synthetic-dancer';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { reportPage } from './report-page.ts';
import { attribute, type Element, elementsOf, textOf, visibleText } from './testing/read-page.ts';

const seen = (dance: Dance): PoseFrame[] =>
  Array.from({ length: dance.frameCount }, (_, index) => {
    const { pixels, world, timeMs } = dance.frameAt(index);
    const { width, height } = dance.size;
    const landmarks = pixels.map(([x, y], id): Landmark => {
      return [x / width, y / height, world[id]?.[2] ?? 0, 1, 1];
    });
    return { index, timeMs, people: [{ id: 0, landmarks, world: [...world] }] };
  });

const dance = createDance({ bpm: 120 });
const danced = seen(dance);
const silent: Music = { heard: 'no-sound', reason: say('music-no-sound') };
const clicks: Music = {
  ...{ heard: 'beat', bpm: 120, confidence: 'high', clarity: 1, countConfidence: 'medium' },
  ...{ meter: 4, counts: 8, alternatives: [], sections: [], given: {} },
  beats: dance.beatsMs.map((timeMs, i) => ({ timeMs, count: (i % 8) + 1, confidence: 1 })),
} as const;

function report(frames: readonly PoseFrame[], music: Music): Promise<MovementReport> {
  const { size, fps } = dance;
  const frameCount = frames.length;
  const durationMs = frameCount === 1 ? 0 : (1000 * frameCount) / fps;
  const source: TrackSource = { ...size, fps, frameCount, durationMs };
  const clip = { source, engine: 'scripted', model: 'full', frames: [...frames] };
  const options = { cutoffHz: 6, minVisibility: 0.5, exports: [] };
  return buildReport({ clip, options, music }, () => Promise.resolve());
}

const clips = {
  'a dance with music': () => report(danced, clicks),
  'a dance without sound': () => report(danced, silent),
  'two seconds': () => report(danced.slice(0, 60), silent),
  'a photo': () => report(danced.slice(0, 1), silent),
  'a clip with nobody in it': () =>
    report(
      danced.map((frame) => ({ ...frame, people: [] })),
      clicks,
    ),
  'a dancer who is there at times': () =>
    report(
      danced.map((frame) => (frame.index % 50 < 30 ? frame : { ...frame, people: [] })),
      clicks,
    ),
};
type Clip = keyof typeof clips;

const reports = new Map<string, MovementReport>();
const pages = new Map<string, string>();
const reportOf = (clip: Clip): MovementReport => reports.get(clip) as MovementReport;
const pageOf = (clip: Clip): string => pages.get(clip) as string;
const photoNamed = (fileName: string): string => {
  const { report: made, series } = reportOf('a photo');
  return reportPage(made, series, { fileName });
};

beforeAll(async () => {
  for (const [name, make] of Object.entries(clips)) {
    const made = await make();
    reports.set(name, made);
    pages.set(name, reportPage(made.report, made.series, { fileName: 'dance.mp4' }));
  }
});

describe.each(Object.keys(clips) as Clip[])('the page of %s', (clip) => {
  test('is valid HTML', () => {
    const elements = elementsOf(pageOf(clip));
    expect(attribute(elements[0] as Element, 'lang')).toBe('en');
    expect(elements.filter(({ tagName }) => tagName === 'h1')).toHaveLength(1);
    expect(textOf(elements.find(({ tagName }) => tagName === 'h1') as Element)).toBe('dance.mp4');
  });

  test('has no NaN, undefined or null', () => {
    expect(pageOf(clip)).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
  });

  test('loads and runs nothing', () => {
    const elements = elementsOf(pageOf(clip));
    const tags = elements.map(({ tagName }) => tagName);
    const forbidden = /^(script|link|img|image|iframe|object|embed|form|a|use|base|animate|set)$/;
    expect(tags.filter((tag) => forbidden.test(tag))).toEqual([]);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect(
      [...names].filter((name) => /^(on|src|href|xlink|action|data|ping|poster)/.test(name)),
    ).toEqual([]);
    const policy = elements.find(
      (one) => attribute(one, 'http-equiv') === 'Content-Security-Policy',
    );
    expect(attribute(policy as Element, 'content')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'",
    );
    expect(pageOf(clip)).not.toMatch(/url\(|@import|https?:/);
  });

  test('is accessible to screen readers', () => {
    const elements = elementsOf(pageOf(clip));
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? []);
    const all = new Set(ids);
    expect(all.size).toBe(ids.length);
    const names = (element: Element) => attribute(element, 'aria-labelledby')?.split(' ') ?? [];
    expect(elements.flatMap(names).filter((id) => !all.has(id))).toEqual([]);
    const scopes = elements
      .filter(({ tagName }) => tagName === 'th')
      .map((head) => attribute(head, 'scope') ?? 'none');
    expect(scopes.filter((scope) => !/^(col|row|rowgroup)$/.test(scope))).toEqual([]);
    const pictures = elements.filter(
      ({ tagName, parentNode }) => tagName === 'svg' && (parentNode as Element).tagName !== 'svg',
    );
    const isDescribed = (picture: Element): boolean =>
      attribute(picture, 'role') === 'img' &&
      (names(picture).length === 2 || attribute(picture, 'aria-label') !== undefined);
    const undescribed = pictures.filter(
      (picture) => !isDescribed(picture) && attribute(picture, 'aria-hidden') !== 'true',
    );
    expect(undescribed.map(({ attrs }) => attrs)).toEqual([]);
  });

  test('shows every metric, or the reason why it has no value', () => {
    const text = visibleText(pageOf(clip));
    for (const metric of reportOf(clip).report.metrics) {
      expect(text).toContain(metric.label.replaceAll(/\s+/g, ' '));
      const isMissing = metric.value === null && !isNone(metric);
      if (isMissing) expect(text).toContain(`Not measurable: ${metric.reason?.text}`);
    }
  });

  test('shows the summary and the cautions', () => {
    const text = visibleText(pageOf(clip));
    const { summary, cautions } = reportOf(clip).report;
    for (const said of [...summary, ...cautions]) expect(text).toContain(said.text);
  });
});

describe('the page', () => {
  test('shows the essentials to a dancer', () => {
    const text = visibleText(pageOf('a dance with music'));
    expect(text).toContain('8.0 s240 frames at 30 fps720 × 1280 px');
    expect(text).toContain('music at 120 BPM');
    expect(text).toMatch(
      /Timingon the beat \d+ ms ± \d+ (behind|ahead of) it; scatter \d+ ms ± \d+/,
    );
    expect(text).toMatch(/Jumps1 ± 1 the highest lifts by 0\.5\d ± 0\.\d+ trunk lengths/);
    expect(text).toContain('0 early 15 on 0 late');
    expect(text).toMatch(/0:07.5 ?Jump phrase 2, count 8 ?0.5\d S/);
  });

  test('marks low confidence in words', () => {
    const made = reportOf('a dance with music').report;
    const [first] = made.metrics.filter(
      ({ confidence, value }) => confidence === 'low' && value !== null,
    );
    const only = { ...made, metrics: first === undefined ? [] : [first] };
    const rows = elementsOf(reportPage(only, [], { fileName: 'x' })).filter(
      ({ tagName }) => tagName === 'tr',
    );
    expect(rows.map(textOf).join()).toContain('●○○ low');
  });

  test.each([
    ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>.mp4'],
    ['quotes', `"><svg onload='x'>&amp;.mp4`],
    ['an end of the title', '</title></style><h1>x.mp4'],
  ])('escapes a file name with %s', (_, fileName) => {
    const elements = elementsOf(photoNamed(fileName));
    const names = elements.filter(({ tagName }) => tagName === 'bdi').map(textOf);
    expect(names).toEqual([fileName, fileName]);
    expect(textOf(elements.find(({ tagName }) => tagName === 'title') as Element)).toContain(
      fileName,
    );
  });

  test('shows characters that reverse the writing direction', () => {
    const page = photoNamed('clip\u202Egpj.exe\u0000');
    expect(page).toContain('clip\uFFFDgpj.exe\uFFFD');
    expect(page).not.toMatch(/\u202E|\p{Cc}(?<!\n)/u);
  });

  test('shows metrics that only another version has', () => {
    const { report: made } = reportOf('a dance with music');
    const [first] = made.metrics;
    if (first === undefined) throw new Error('the report has metrics');
    const other = { ...first, id: 'from-another-version', label: 'Grace' };
    const stored = reportSchema.parse({ ...made, metrics: [...made.metrics, other] });
    expect(visibleText(reportPage(stored, [], { fileName: 'x' }))).toMatch(/More Grace/);
  });

  test('shows errors, and why they are not known', () => {
    const { report: made, series } = reportOf('a dance with music');
    /** As if the hip had moved in the plane of the picture. */
    const hipRange = ({ reason: _, ...metric }: Metric): Metric => ({
      ...metric,
      ...{ value: 42, error: 4, validity: 'valid', confidence: 'medium' },
    });
    const withErrors = (metrics: readonly Metric[]): Metric[] =>
      metrics.map((metric) => {
        const { errorReason: _, ...rest } = metric;
        if (metric.id === 'right-hip-range') return hipRange(rest);
        const unknown = { ...rest, error: null, errorReason: say('error-unknown') };
        if (metric.id.includes('tilt')) return unknown;
        return metric.value === null ? metric : { ...rest, error: 4 };
      });
    const known = {
      ...made,
      metrics: withErrors(made.metrics),
      phrases: made.phrases.map((one) => ({ ...one, metrics: withErrors(one.metrics) })),
    };
    const text = visibleText(reportPage(known, series, { fileName: 'x' }));
    expect(text).toContain('right range 42° ± 4');
    expect(text).toContain('Range of motion, right hip seen from the front42° ± 4');
    expect(text).toMatch(/Tilt of the head[^°]*° ± \?\d/);
    expect(text).toContain('± ?: the error is not knownThe error of this value is not known.');
  });

  test('says from where the camera sees what depends on it', () => {
    const text = visibleText(pageOf('a dance with music'));
    expect(text).toContain('pxseen from the front');
    expect(text).toContain('Angles are as seen from the front.');
    expect(text).toContain('Lean of the trunk from vertical, to either side seen from the front');
  });

  test('says which series are missing', () => {
    const { report: made } = reportOf('a dance with music');
    const page = reportPage(made, [], { fileName: 'x' });
    expect(visibleText(page)).toContain('Energy Not measurable');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of 15 minutes is smaller than 500 kB', () => {
    const { report: made, series } = reportOf('a dance with music');
    const { source, music, motionBeats, phrases } = made;
    if (music.heard !== 'beat') throw new Error('the dance has music');
    const times = 112;
    const repeat = <T>(items: readonly T[], later: (item: T, byMs: number) => T): T[] =>
      Array.from({ length: times }, (_, i) => items.map((item) => later(item, 8_000 * i))).flat();
    const later = <T extends { timeMs: number }>(one: T, byMs: number): T => ({
      ...one,
      timeMs: one.timeMs + byMs,
    });
    const long = {
      ...made,
      source: {
        ...source,
        frameCount: times * source.frameCount,
        durationMs: times * source.durationMs,
      },
      music: { ...music, beats: repeat(music.beats.slice(0, 16), later) },
      motionBeats: repeat(motionBeats, later),
      phrases: repeat(phrases, (phrase, byMs) => ({
        ...{ ...phrase, startMs: phrase.startMs + byMs, endMs: phrase.endMs + byMs },
      })),
    };
    const longSeries = series.map((one) => ({
      ...one,
      values: new Array(times).fill(one.values).flat(),
    }));
    const page = reportPage(long, longSeries, { fileName: 'x' });
    expect(Buffer.byteLength(page)).toBeLessThan(500_000);
    expect(long.phrases).toHaveLength(224);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
