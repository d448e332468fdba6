import type { PoseFrame } from '@dance-pose/contracts';
import type { Wanted } from './clip.ts';
import { clicksMs, colourAt, colourDistance, flashesMs, orientationOf } from './compare.ts';
import type { Outcome } from './look-at-clip.ts';
import { corners, momentsSeconds } from './scene.ts';

/** Reports a problem in one line. */
type Complain = (problem: string) => void;

/** All problems of a clip's result; empty if it is as expected. */
export function problemsOf(outcome: Outcome, wanted: Wanted): string[] {
  const problems: string[] = [];
  const complain: Complain = (problem) => problems.push(problem);
  const checks = [checkPicture, checkTimes, checkSound, checkTurn, checkScene, checkPerson];
  for (const check of [...checks, checkWarnings, checkSecrets]) {
    check(outcome, wanted, complain);
  }
  return problems;
}

const differs = (what: string, found: unknown, wanted: unknown): string =>
  `${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;

const standard = {
  codec_name: 'h264',
  profile: 'High',
  pix_fmt: 'yuv420p',
  sample_aspect_ratio: '1:1',
  color_range: 'tv',
  color_space: 'bt709',
  color_transfer: 'bt709',
  color_primaries: 'bt709',
} as const;

function checkPicture({ result }: Outcome, wanted: Wanted, complain: Complain): void {
  const { video } = result.report;
  const { width, height } = wanted;
  for (const [key, value] of Object.entries({ ...standard, width, height })) {
    if (video?.[key] !== value) complain(differs(key, video?.[key], value));
  }
  if (video?.side_data_list !== undefined) complain('the result asks players to turn it');
}

function checkTimes(
  { analysis, track, result }: Outcome,
  wanted: Wanted,
  complain: Complain,
): void {
  const { video } = result.report;
  const counts = {
    'frames of the result': Number(video?.nb_frames),
    'frames that a player shows': result.frames.length,
    'frames of the track': track.frames.length,
    'frames analysed': analysis.summary.framesAnalysed,
  };
  for (const [what, count] of Object.entries(counts)) {
    if (count !== wanted.frames) complain(differs(what, count, wanted.frames));
  }
  const frameSeconds = 1 / wanted.fps;
  if (Math.abs(track.source.fps - wanted.fps) > 0.01) {
    complain(differs('frames per second', track.source.fps, wanted.fps));
  }
  const seconds = wanted.frames * frameSeconds;
  if (Math.abs(Number(video?.duration) - seconds) > frameSeconds) {
    complain(differs('length in seconds', video?.duration, seconds));
  }
}

function checkSound(outcome: Outcome, wanted: Wanted, complain: Complain): void {
  const { source, result, lags } = outcome;
  const { audio } = result.report;
  if ((audio?.codec_name ?? null) !== (wanted.sound && 'aac')) {
    complain(differs('sound', audio?.codec_name ?? null, wanted.sound && 'aac'));
  }
  if (result.report.streams.length > (wanted.sound ? 2 : 1)) complain('there are more tracks');
  if (wanted.sound === null) return;
  if (wanted.sound === 'copied' && outcome.trim === null) {
    const { soundHash } = result;
    if (soundHash === undefined || soundHash !== source.soundHash)
      complain('the packets of the sound are others');
  }
  const frameMs = 1000 / wanted.fps;
  const longer = ((result.sound.length - source.sound.length) * 1000) / 8000;
  // One AAC packet at the end is silence.
  if (Math.abs(longer) > Math.max(frameMs, 30)) {
    complain(`the sound is ${longer.toFixed(0)} ms longer than the source's`);
  }
  if (lags.sound !== null && Math.abs(lags.sound - lags.picture) > frameMs) {
    complain(
      `the sound lies ${lags.sound.toFixed(1)} ms, the picture ${lags.picture.toFixed(1)} ms late`,
    );
  }
}

/** Checks that the pictures match those of the source at the same time, with the same orientation. */
function checkTurn({ source, result, lags }: Outcome, wanted: Wanted, complain: Complain): void {
  const lag = lags.picture;
  if (Math.abs(lag) > 1000 / wanted.fps) complain(`the picture is ${lag.toFixed(1)} ms late`);
  const middle = result.frames[result.frames.length >> 1];
  const reference = source.frames.findLast(({ timeMs }) => timeMs <= (middle?.timeMs ?? 0) + 1);
  if (wanted.flat) return;
  if (!middle || !reference) {
    complain('there is no picture to compare');
    return;
  }
  const { turn, likeness } = orientationOf(reference, middle);
  if (turn !== 'upright') complain(`the picture is ${turn}`);
  // On a dark picture the drawing has more weight.
  const least = wanted.colourTolerance === undefined ? 0.6 : 0.85;
  if (likeness < least) complain(`the picture is like the source's to ${likeness.toFixed(2)} only`);
}

/** Checks the known colours, flashes and clicks of a scene. */
function checkScene(
  { source, result, trim }: Outcome,
  { colourTolerance, fps, sound }: Wanted,
  complain: Complain,
): void {
  if (colourTolerance === undefined) return;
  for (const frame of [result.frames[2], result.frames.at(-3)]) {
    for (const [corner, place, colour] of corners) {
      const found = frame && colourAt(frame, place);
      if (!found || colourDistance(found, colour) > colourTolerance) {
        complain(differs(corner, found, colour));
      }
    }
  }
  const [flashes, clicks] = [flashesMs(result.frames), clicksMs(result.sound)];
  if (flashes.length === 0 || flashes.length > momentsSeconds.length) {
    complain(`there are ${flashes.length} flashes`);
  }
  if (sound === null || clicks.length === 0) return;
  const [seen, heard] = [flashesMs(source.frames), clicksMs(source.sound)];
  if (heard.length !== clicks.length) complain(`there are ${clicks.length} clicks`);
  flashes.forEach((flash, at) => {
    const before = (heard[at] ?? Number.NaN) - (seen[at] ?? Number.NaN);
    const after = (clicks[at] ?? Number.NaN) - flash;
    if (!(Math.abs(after - before) <= 1000 / fps + 1)) {
      const change = `${before.toFixed(0)} ms in the source, ${after.toFixed(0)} ms in the result`;
      complain(`click ${at + 1} comes ${change} after its flash (${trim ? 'cut' : 'whole'})`);
    }
  });
}

/** True if the nose is above the hips. */
const standsUpright = ({ people: [person] }: PoseFrame): boolean => {
  const [nose, leftHip, rightHip] = [0, 23, 24].map(
    (id) => person?.landmarks[id]?.[1] ?? Number.NaN,
  );
  return (nose ?? 0) < Math.min(leftHip ?? 0, rightHip ?? 0);
};

function checkPerson({ track }: Outcome, { person }: Wanted, complain: Complain): void {
  if (person === undefined || track.engine === 'scripted') return;
  const found = track.frames.filter(({ people }) => people.length > 0);
  const share = found.length / track.frames.length;
  if (share < person) complain(differs('share of frames with a person', share, person));
  const upright = found.filter(standsUpright).length;
  if (upright < 0.9 * found.length) {
    complain(`the person stands upright in ${upright} of ${found.length} frames`);
  }
}

const aboutThePerson = /^(nobody|person)-/;

function checkWarnings({ analysis }: Outcome, { warnings }: Wanted, complain: Complain): void {
  if (!warnings) return;
  const found = analysis.warnings.map(({ code }) => code);
  const others = found.filter((code) => !aboutThePerson.test(code));
  if (others.join() !== warnings.join()) complain(differs('warnings', others, warnings));
}

/** Tags that FFmpeg always writes. */
const ownTags = new Set([
  ...['major_brand', 'minor_version', 'compatible_brands', 'encoder'],
  ...['language', 'handler_name', 'vendor_id'],
]);
const ownHandlers = new Set(['VideoHandler', 'SoundHandler']);

function checkSecrets(
  { result, artifacts, source }: Outcome,
  { secrets = [] }: Wanted,
  complain: Complain,
): void {
  const { report } = result;
  for (const tags of [report.tags, ...report.streams.map((stream) => stream.tags ?? {})]) {
    const strange = Object.entries(tags).filter(
      ([key, value]) => !ownTags.has(key) || (key === 'handler_name' && !ownHandlers.has(value)),
    );
    for (const [key, value] of strange) complain(`the result has the tag ${key}: ${value}`);
  }
  if (secrets.length > 0 && !JSON.stringify(source.report).includes(secrets[0] ?? '')) {
    complain('the source itself does not have its secret');
  }
  for (const [name, bytes] of artifacts) {
    for (const secret of secrets) if (bytes.includes(secret)) complain(`${name} has "${secret}"`);
  }
}
