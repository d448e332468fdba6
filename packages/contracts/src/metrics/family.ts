/**
 * A function that makes the same entry for several parts of the body: with the id
 * `(side) => `${side}-turnout`` for both sides, the keys are `left-turnout` and `right-turnout`, also as types.
 */
export const familyOf =
  <Entry>() =>
  <const Part, const Id extends string>(
    parts: readonly Part[],
    idOf: (part: Part) => Id,
    entryOf: (part: Part) => Entry,
  ): Readonly<Record<Id, Entry>> =>
    Object.fromEntries(parts.map((part) => [idOf(part), entryOf(part)])) as Record<Id, Entry>;
