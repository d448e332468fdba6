import type { Person, PoseFrame, ResultSummary } from '@dance-pose/contracts';

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean visibility of a person's 33 landmarks, 0–1. */
const visibilityOf = (person: Person): number => meanOf(person.landmarks.map((mark) => mark[3]));

/** Visibility of the most visible person in the frame; -1 without one. */
const clarityOf = (frame: PoseFrame): number => Math.max(-1, ...frame.people.map(visibilityOf));

export function summariseTrack(
  frames: readonly PoseFrame[],
  { engine, model }: { readonly engine: string; readonly model: string },
): ResultSummary {
  const visibilities = frames.flatMap((frame) => frame.people.map(visibilityOf));
  return {
    ...{ engine, model },
    framesAnalysed: frames.length,
    framesWithPerson: frames.filter((frame) => frame.people.length > 0).length,
    meanVisibility: visibilities.length === 0 ? null : meanOf(visibilities),
  };
}

/** Index of the frame in which the dancer is most visible, for the poster; the middle frame if there is no person. */
export function posterFrame(frames: readonly PoseFrame[]): number {
  const clarities = frames.map(clarityOf);
  const best = clarities.indexOf(clarities.reduce((most, clarity) => Math.max(most, clarity), -1));
  return clarities[best] === -1 ? frames.length >> 1 : best;
}
