/** Lengths in metres of a dancer 1.70 m tall, between joint centres. */
export const proportions = {
  hipHalfWidth: 0.095,
  thigh: 0.42,
  shank: 0.4,
  ankleHeight: 0.085,
  waist: 0.13,
  waistToNeck: 0.37,
  shoulderHalfWidth: 0.172,
  upperArm: 0.275,
  forearm: 0.245,
  neck: 0.055,
  headCentre: 0.125,
  ankleToBall: 0.115,
  ankleToHeel: 0.05,
  ballToToe: 0.065,
} as const;

export type Proportions = { readonly [Length in keyof typeof proportions]: number };

/** Build of a dancer. Everything but the height is relative to a figure 1.70 m tall; 1 is the same. */
export interface BodyShape {
  /** In metres, from 1.4 to 2.0. */
  readonly height: number;
  readonly legs: number;
  readonly arms: number;
  readonly trunk: number;
  readonly shoulders: number;
  readonly hips: number;
}

export const standardShape: BodyShape = {
  ...{ height: 1.7, legs: 1, arms: 1, trunk: 1, shoulders: 1, hips: 1 },
};

/** Lengths of a figure whose parts have these sizes; its height follows from them, see {@link statureOf}. */
export const proportionsOf = ({ legs, arms, trunk, shoulders, hips }: BodyShape): Proportions => ({
  ...proportions,
  thigh: proportions.thigh * legs,
  shank: proportions.shank * legs,
  upperArm: proportions.upperArm * arms,
  forearm: proportions.forearm * arms,
  waist: proportions.waist * trunk,
  waistToNeck: proportions.waistToNeck * trunk,
  shoulderHalfWidth: proportions.shoulderHalfWidth * shoulders,
  hipHalfWidth: proportions.hipHalfWidth * hips,
});

/** Height in metres of a figure with these lengths that stands straight. */
export function statureOf({ thigh, shank, waist, waistToNeck }: Proportions): number {
  const longer = (length: number, than: number): number => length - than;
  const legs = longer(thigh, proportions.thigh) + longer(shank, proportions.shank);
  const trunk = longer(waist, proportions.waist) + longer(waistToNeck, proportions.waistToNeck);
  return standardShape.height + legs + trunk;
}
