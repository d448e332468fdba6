import { landmarkId, type Person, type PoseFrame } from '@dance-pose/contracts';

export interface ChosenPerson {
  /** One entry a frame; `undefined` where the dancer is not to be seen. */
  readonly people: readonly (Person | undefined)[];
  /** Appearances in frames that were taken for no real person, and those of anybody but the dancer. */
  readonly falseAppearances: number;
  readonly otherAppearances: number;
}

export interface PersonRules {
  readonly minVisibility: number;
  /** Frames for which a person may be missing within one appearance. */
  readonly longestGap: number;
  /** Frames below which an appearance is a flicker; half of the clip is always enough. */
  readonly shortest: number;
}

/**
 * The dancer: of everybody who is truly there the one who is largest and longest in the picture. What the
 * engine makes of a chair or a shadow is hardly visible from when it comes until it goes, or flickers; what
 * it makes of a hand or a bottle often hangs head down, and not clearly either, as a dancer on their hands would.
 */
export function choosePerson(frames: readonly PoseFrame[], rules: PersonRules): ChosenPerson {
  const appearances = findAppearances(frames, rules.longestGap);
  const shortest = Math.min(rules.shortest, frames.length / 2);
  const real = appearances.filter((appearance) => {
    const visibility = meanVisibility(appearance);
    const least = isUpsideDown(appearance) ? clearly : rules.minVisibility;
    return visibility >= least && appearance.shown.length >= shortest;
  });
  const prominence = new Map<Person['id'], number>();
  for (const { id, shown } of real) {
    const size = shown.reduce((sum, { person }) => sum + trunkLength(person), 0);
    prominence.set(id, (prominence.get(id) ?? 0) + size);
  }
  const [dancer] = [...prominence].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const people: (Person | undefined)[] = frames.map(() => undefined);
  for (const { shown } of real.filter(({ id }) => id === dancer)) {
    for (const { frame, person } of shown) people[frame] = person;
  }
  const all = countShown(appearances);
  const chosen = people.filter((person) => person !== undefined).length;
  return {
    people,
    falseAppearances: all - countShown(real),
    otherAppearances: countShown(real) - chosen,
  };
}

/** Mean visibility with which real people are seen whose whole body is in the picture. */
const clearly = 0.8;

/** One person from when they come until they go. */
interface Appearance {
  readonly id: Person['id'];
  readonly shown: { readonly frame: number; readonly person: Person }[];
}

function findAppearances(frames: readonly PoseFrame[], longestGap: number): Appearance[] {
  const appearances: Appearance[] = [];
  const latest = new Map<Person['id'], Appearance>();
  for (const [frame, { people }] of frames.entries()) {
    for (const person of people) {
      const last = latest.get(person.id);
      const since = frame - (last?.shown.at(-1)?.frame ?? Number.NEGATIVE_INFINITY);
      if (last !== undefined && since <= longestGap + 1) last.shown.push({ frame, person });
      else {
        const appearance = { id: person.id, shown: [{ frame, person }] };
        appearances.push(appearance);
        latest.set(person.id, appearance);
      }
    }
  }
  return appearances;
}

const countShown = (appearances: readonly Appearance[]): number =>
  appearances.reduce((sum, { shown }) => sum + shown.length, 0);

function meanVisibility({ shown }: Appearance): number {
  const all = shown.flatMap(({ person }) => person.landmarks.map((landmark) => landmark[3]));
  return all.reduce((sum, visibility) => sum + visibility, 0) / all.length;
}

/** Head down for most of an appearance. */
const isUpsideDown = ({ shown }: Appearance): boolean =>
  shown.filter(({ person }) => trunk(person, 1) > 0).length > shown.length / 2;

/** In units of the picture; only ever compared with other people of the same clip. */
const trunkLength = (person: Person): number => Math.hypot(trunk(person, 0), trunk(person, 1));

/** From the middle of the hips to the middle of the shoulders, along one axis of the picture. */
function trunk({ landmarks }: Person, axis: 0 | 1): number {
  const { leftShoulder, rightShoulder, leftHip, rightHip } = landmarkId;
  const sum = (a: number, b: number): number =>
    (landmarks[a]?.[axis] ?? 0) + (landmarks[b]?.[axis] ?? 0);
  return (sum(leftShoulder, rightShoulder) - sum(leftHip, rightHip)) / 2;
}
