import { landmarkId, type Person, type PoseFrame } from '@dance-pose/contracts';
import { median } from '../series/signal.ts';

export interface ChosenPerson {
  /** One entry per frame; `undefined` where the dancer is not visible. */
  readonly people: readonly (Person | undefined)[];
  /** Number of detections rejected as not a real person, and number of detections of people other than the dancer. */
  readonly falseAppearances: number;
  readonly otherAppearances: number;
}

export interface PersonRules {
  readonly minVisibility: number;
  /** Maximum number of missing frames within one appearance. */
  readonly longestGap: number;
  /** Minimum number of frames of an appearance; shorter ones are flicker. Half of the clip is always enough. */
  readonly shortest: number;
}

/**
 * Chooses the dancer: of all real people, the one with the largest sum of trunk lengths over the frames.
 * A thing that the engine took for them, for as long as they were not there, is much smaller.
 * False detections are sorted out first. A chair or a shadow has a low visibility throughout, or flickers. A
 * hand or a bottle often appears as an upside-down person with a medium visibility; a dancer in a handstand
 * has a high one.
 */
export function choosePerson(frames: readonly PoseFrame[], rules: PersonRules): ChosenPerson {
  const appearances = findAppearances(frames, rules.longestGap);
  const shortest = Math.min(rules.shortest, frames.length / 2);
  const real = appearances.filter((appearance) => {
    const visibility = meanVisibility(appearance);
    const minVisibility = isUpsideDown(appearance) ? clearVisibility : rules.minVisibility;
    return visibility >= minVisibility && appearance.sightings.length >= shortest;
  });
  const prominence = new Map<Person['id'], number>();
  for (const { id, sightings } of real) {
    const size = sightings.reduce((sum, { person }) => sum + trunkLength(person), 0);
    prominence.set(id, (prominence.get(id) ?? 0) + size);
  }
  const [dancer] = [...prominence].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const people: (Person | undefined)[] = frames.map(() => undefined);
  const candidates = real.filter(({ id }) => id === dancer);
  const chosen = ofOneSize(candidates);
  for (const { sightings } of chosen) {
    for (const { frame, person } of sightings) people[frame] = person;
  }
  const tooSmall = countSightings(candidates) - countSightings(chosen);
  return {
    people,
    falseAppearances: countSightings(appearances) - countSightings(real) + tooSmall,
    otherAppearances: countSightings(real) - countSightings(candidates),
  };
}

/** Share of the size of the dancer from which an appearance with the same id may be the dancer, further away. */
const leastSize = 1 / 3;

/** Without the appearances in which the engine took a thing for the dancer, before they came or while they were away. */
function ofOneSize(appearances: readonly Appearance[]): Appearance[] {
  const sized = appearances.map((appearance) => ({ appearance, size: typicalSize(appearance) }));
  const [main] = sized.toSorted(
    (a, b) => b.size * b.appearance.sightings.length - a.size * a.appearance.sightings.length,
  );
  const least = leastSize * (main?.size ?? 0);
  return sized.filter(({ size }) => size >= least).map(({ appearance }) => appearance);
}

const typicalSize = ({ sightings }: Appearance): number =>
  median(Float64Array.from(sightings, ({ person }) => bodySize(person)));

/** Typical mean visibility of a real person whose whole body is in the picture. */
const clearVisibility = 0.8;

/** One person from entering the picture to leaving it, or to a jump of their size. */
interface Appearance {
  readonly id: Person['id'];
  readonly sightings: { readonly frame: number; readonly person: Person }[];
}

function findAppearances(frames: readonly PoseFrame[], longestGap: number): Appearance[] {
  const appearances: Appearance[] = [];
  const latest = new Map<Person['id'], Appearance>();
  for (const [frame, { people }] of frames.entries()) {
    for (const person of people) {
      const last = latest.get(person.id);
      const latestSighting = last?.sightings.at(-1);
      const since = frame - (latestSighting?.frame ?? Number.NEGATIVE_INFINITY);
      const goesOn = since <= longestGap + 1 && isAlike(latestSighting?.person, person);
      if (last !== undefined && goesOn) last.sightings.push({ frame, person });
      else {
        const appearance = { id: person.id, sightings: [{ frame, person }] };
        appearances.push(appearance);
        latest.set(person.id, appearance);
      }
    }
  }
  return appearances;
}

/** Ratio of sizes between two sightings of one person that follow each other: nobody grows faster. */
const mostGrowth = 2;

function isAlike(before: Person | undefined, person: Person): boolean {
  if (before === undefined) return false;
  const growth = bodySize(person) / bodySize(before);
  return growth <= mostGrowth && growth >= 1 / mostGrowth;
}

const countSightings = (appearances: readonly Appearance[]): number =>
  appearances.reduce((sum, { sightings }) => sum + sightings.length, 0);

function meanVisibility({ sightings }: Appearance): number {
  const all = sightings.flatMap(({ person }) => person.landmarks.map((landmark) => landmark[3]));
  return all.reduce((sum, visibility) => sum + visibility, 0) / all.length;
}

/** True if the head is below the hips in most frames of the appearance. */
const isUpsideDown = ({ sightings }: Appearance): boolean =>
  sightings.filter(({ person }) => trunk(person, 1) > 0).length > sightings.length / 2;

/** Diagonal of the box around all landmarks, in normalised picture coordinates. */
function bodySize({ landmarks }: Person): number {
  const along = (axis: 0 | 1): number => {
    const all = landmarks.map((landmark) => landmark[axis]);
    return Math.max(...all) - Math.min(...all);
  };
  return Math.hypot(along(0), along(1));
}

/** In normalised picture coordinates; only compared with other people of the same clip. */
const trunkLength = (person: Person): number => Math.hypot(trunk(person, 0), trunk(person, 1));

/** Component along one picture axis of the vector from the middle of the hips to the middle of the shoulders. */
function trunk({ landmarks }: Person, axis: 0 | 1): number {
  const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
  const sum = (a: number, b: number): number =>
    (landmarks[a]?.[axis] ?? 0) + (landmarks[b]?.[axis] ?? 0);
  return (sum(leftShoulder, rightShoulder) - sum(leftHip, rightHip)) / 2;
}
