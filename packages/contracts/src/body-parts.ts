export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** Joints whose angles are measured and can be drawn, on both sides. */
export const angleJoints = ['elbow', 'shoulder', 'hip', 'knee', 'ankle'] as const;
export type AngleJoint = (typeof angleJoints)[number];

/** Joints whose left and right movements are compared in time. */
export const laggedJoints = ['shoulder', 'elbow', 'hip', 'knee'] as const satisfies AngleJoint[];
export type LaggedJoint = (typeof laggedJoints)[number];

export const limbs = ['arm', 'leg'] as const;
export type Limb = (typeof limbs)[number];

/** Ends of the limbs whose speed is measured, on both sides. */
export const limbEnds = ['hand', 'foot'] as const;
export type LimbEnd = (typeof limbEnds)[number];
