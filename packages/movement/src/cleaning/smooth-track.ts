import {
  type Landmark,
  landmarkCount,
  type Person,
  type PoseFrame,
  type Smoothing,
  type WorldLandmark,
} from '@dance-pose/contracts';
import { lowPass } from '../series/low-pass.ts';

/**
 * Cutoffs of the zero-lag low-pass in Hz. 6 Hz is the usual choice for human movement (Winter; Sports2D's
 * default); 3 Hz still follows the beat but rounds off accents.
 */
const cutoffHz: Readonly<Record<Exclude<Smoothing, 'off'>, number>> = { light: 6, strong: 3 };

/** Cutoff for visibility and presence: low enough that limbs fade instead of flickering. */
const visibilityCutoffHz = 2;

/** Gaps up to this length are bridged in the drawing. */
const longestBridgedGapSeconds = 0.25;

/** Factor on the visibility in the middle of a bridged gap. */
const visibilityInGap = 0.5;

/**
 * Smooths a track for drawing: removes jitter without delay, bridges short gaps of a person and leaves longer
 * ones open.
 *
 * @param frames one per picture at a constant rate, in order; not modified, and the result shares nothing
 *   with them.
 * @param smoothing `off` copies the track, gaps included.
 */
export function smoothTrack(
  frames: readonly PoseFrame[],
  { fps, smoothing }: { fps: number; smoothing: Smoothing },
): PoseFrame[] {
  if (smoothing === 'off') return frames.map(copyFrame);
  const smoothed: PoseFrame[] = frames.map((frame) => ({ ...frame, people: [] }));
  for (const stretch of findStretches(frames, Math.floor(longestBridgedGapSeconds * fps))) {
    smoothStretch(stretch, fps, cutoffHz[smoothing]).forEach((person, i) => {
      smoothed[stretch.start + i]?.people.push(person);
    });
  }
  return smoothed;
}

/** One person from the first frame to the last; `undefined` in short gaps. */
interface Stretch {
  readonly start: number;
  readonly people: (Person | undefined)[];
}

function findStretches(frames: readonly PoseFrame[], longestGap: number): Stretch[] {
  const stretches: Stretch[] = [];
  const latest = new Map<Person['id'], Stretch>();
  for (const [at, { people }] of frames.entries()) {
    for (const person of people) {
      let stretch = latest.get(person.id);
      const end = stretch === undefined ? 0 : stretch.start + stretch.people.length;
      if (stretch === undefined || at - end > longestGap) {
        stretch = { start: at, people: [] };
        stretches.push(stretch);
        latest.set(person.id, stretch);
      }
      stretch.people[at - stretch.start] = person;
    }
  }
  return stretches;
}

function smoothStretch({ people }: Stretch, fps: number, cutoff: number): Person[] {
  const gaps = findGaps(people);
  const smooth = channelsOf(people).map((samples, channel) => {
    const isConfidence = confidences.has(channel % valuesPerLandmark);
    for (const gap of gaps) bridge(samples, gap, isConfidence ? visibilityInGap : 1);
    const low = lowPass(samples, { cutoffHz: isConfidence ? visibilityCutoffHz : cutoff, fps });
    return isConfidence ? low.map((value) => Math.min(1, Math.max(0, value))) : low;
  });
  const id = people[0]?.id ?? 0;
  return Array.from({ length: people.length }, (_, i) => personAt(i, id, smooth));
}

/** Values of a landmark: x, y, z, visibility and presence in the image, then x, y and z in the world. */
const valuesPerLandmark = 8;
const firstWorldValue = 5;
const confidences: ReadonlySet<number> = new Set([3, 4]);

/** One array of samples per value of a person; 0 where the person is missing. */
function channelsOf(people: readonly (Person | undefined)[]): Float64Array[] {
  const channels = Array.from(
    { length: landmarkCount * valuesPerLandmark },
    () => new Float64Array(people.length),
  );
  people.forEach((person, i) => {
    const keep = (points: readonly (readonly number[])[], first: number): void =>
      points.forEach((point, landmark) => {
        point.forEach((value, axis) => {
          const channel = channels[landmark * valuesPerLandmark + first + axis];
          if (channel) channel[i] = value;
        });
      });
    if (person === undefined) return;
    keep(person.landmarks, 0);
    keep(person.world, firstWorldValue);
  });
  return channels;
}

function personAt(i: number, id: Person['id'], channels: readonly Float64Array[]): Person {
  const value = (landmark: number, which: number): number =>
    channels[landmark * valuesPerLandmark + which]?.[i] ?? 0;
  const all = <Point>(point: (landmark: number) => Point): Point[] =>
    Array.from({ length: landmarkCount }, (_, landmark) => point(landmark));
  return {
    id,
    landmarks: all(
      (k): Landmark => [value(k, 0), value(k, 1), value(k, 2), value(k, 3), value(k, 4)],
    ),
    world: all((k): WorldLandmark => [value(k, 5), value(k, 6), value(k, 7)]),
  };
}

/** A gap, by the last frame with the person before it and the first one after it. */
interface Gap {
  readonly before: number;
  readonly after: number;
}

function findGaps(people: readonly (Person | undefined)[]): Gap[] {
  const gaps: Gap[] = [];
  let before = 0;
  for (let i = 0; i < people.length; i += 1) {
    if (people[i] === undefined) continue;
    if (i - before > 1) gaps.push({ before, after: i });
    before = i;
  }
  return gaps;
}

const copyFrame = (frame: PoseFrame): PoseFrame => ({
  ...frame,
  people: frame.people.map(({ id, landmarks, world }) => ({
    id,
    landmarks: landmarks.map((point): Landmark => [...point]),
    world: world.map((point): WorldLandmark => [...point]),
  })),
});

/** Fills a gap by linear interpolation; the values in its middle are multiplied by `midGain`. */
function bridge(samples: Float64Array, { before, after }: Gap, midGain: number): void {
  const from = samples[before] ?? 0;
  const to = samples[after] ?? 0;
  for (let i = before + 1; i < after; i += 1) {
    const fraction = (i - before) / (after - before);
    const depth = 1 - Math.abs(2 * fraction - 1);
    samples[i] = (from + (to - from) * fraction) * (1 - (1 - midGain) * depth);
  }
}
