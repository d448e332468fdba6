import { olderReportSentences } from './sentences/older-reports.ts';
import { sayFrom } from './sentences/say-from.ts';
import type { Sentence } from './sentences/sentence.ts';

type Fields = Readonly<Record<string, unknown>>;

const say = sayFrom(olderReportSentences);

/**
 * Gives a stored report of an earlier schema the shape of schema 2; returns everything else unchanged. Nothing is
 * checked: `readReport` does that.
 */
export function upgradeReport(json: unknown): unknown {
  if (!isFields(json)) return json;
  const { schemaVersion, moments } = json;
  if (schemaVersion === 1) return withNoMoments(fromSchema1(json));
  return schemaVersion === 2 && moments === undefined ? withNoMoments(json) : json;
}

/** Reports had no moments at first. */
const withNoMoments = (report: Fields): Fields => ({
  ...report,
  moments: [],
  summary: each(report.summary, (one) => (isFields(one) ? { ...one, moments: [] } : one)),
});

function fromSchema1(json: Fields): Fields {
  const { summary, cautions, music, view, phrasing, metrics, phrases } = json;
  return {
    ...json,
    schemaVersion: 2,
    summary: each(summary, sentence),
    cautions: each(cautions, sentence),
    music: musicOf(music),
    view: isFields(view) ? { ...view, from: null } : view,
    phrasing: withReason(phrasing),
    metrics: each(metrics, metricOf),
    phrases: each(phrases, (phrase) =>
      isFields(phrase) ? { ...phrase, metrics: each(phrase.metrics, metricOf) } : phrase,
    ),
  };
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const each = (list: unknown, upgrade: (one: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.map(upgrade) : list;

function sentence(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  return { ...say('from-older-report', { text }), values: {} } satisfies Sentence;
}

const withReason = (value: unknown): unknown =>
  isFields(value) && 'reason' in value ? { ...value, reason: sentence(value.reason) } : value;

const metricOf = (metric: unknown): unknown =>
  isFields(metric)
    ? { ...(withReason(metric) as Fields), error: null, errorReason: say('error-not-stored') }
    : metric;

/** Schema 1 knew one tempo, and counts of eight. */
function musicOf(music: unknown): unknown {
  if (!isFields(music) || music.heard !== 'beat') return withReason(music);
  const { bpm, beats } = music;
  return {
    ...music,
    ...{ meter: 4, counts: 8, alternatives: [], given: {} },
    sections: Array.isArray(beats) ? oneSection(Number(bpm), beats) : beats,
  };
}

function oneSection(bpm: number, beats: readonly unknown[]): unknown[] {
  const timeOf = (beat: unknown): number => Number(isFields(beat) ? beat.timeMs : beat);
  if (beats.length === 0) return [];
  return [{ startMs: timeOf(beats[0]), endMs: timeOf(beats.at(-1)) + 60_000 / bpm, bpm }];
}
