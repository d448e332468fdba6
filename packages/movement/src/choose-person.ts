import { landmarkId, type Person, type PoseFrame } from '@dance-pose/contracts';

export interface ChosenPerson {
  /** One entry a frame; `undefined` where the dancer is not to be seen. */
  readonly people: readonly (Person | undefined)[];
  /** Appearances in frames that were taken for no real person, and those of anybody but the dancer. */
  readonly falseAppearances: number;
  readonly otherAppearances: number;
}

/**
 * The dancer: of everybody who is truly there the one who is largest and longest in the picture. What the
 * engine makes of a chair or a shadow is hardly visible throughout, so an appearance counts as real when
 * its mean visibility reaches `minVisibility` from when it comes until it goes.
 *
 * @param longestGap frames for which a person may be missing within one appearance.
 */
export function choosePerson(
  frames: readonly PoseFrame[],
  { minVisibility, longestGap }: { minVisibility: number; longestGap: number },
): ChosenPerson {
  const appearances = findAppearances(frames, longestGap);
  const real = appearances.filter((appearance) => meanVisibility(appearance) >= minVisibility);
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

/** In units of the picture; only ever compared with other people of the same clip. */
function trunkLength({ landmarks }: Person): number {
  const along = (axis: 0 | 1): number =>
    (landmarks[landmarkId.leftShoulder]?.[axis] ?? 0) +
    (landmarks[landmarkId.rightShoulder]?.[axis] ?? 0) -
    (landmarks[landmarkId.leftHip]?.[axis] ?? 0) -
    (landmarks[landmarkId.rightHip]?.[axis] ?? 0);
  return Math.hypot(along(0), along(1)) / 2;
}
