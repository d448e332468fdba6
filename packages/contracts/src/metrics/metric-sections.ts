interface MetricSection {
  readonly id: string;
  readonly title: string;
  /** For dancers: what the section is about. */
  readonly introduction: string;
  /** For readers of the documentation: how its metrics are computed, with sources. */
  readonly method?: string;
}

/** Sections of the catalogue, in the order of pages and documentation. */
export const metricSections = [
  {
    id: 'timing',
    title: 'Timing',
    introduction: 'How close to the beat you come to rest, and whether you rush or drag.',
    method:
      'A motion beat is a moment at which the body comes to rest before it moves on (AIST++, Li et al. 2021). The closeness to a beat falls off with a standard deviation of 50 ms. The scores have no absolute scale: compare them with the level of chance, which the same movements reach on average when they are shifted in time.',
  },
  {
    id: 'alignment',
    title: 'Alignment',
    introduction: 'How level you carry yourself while you face the camera.',
    method:
      'Medians of the angles in the picture. Tilts are measured only while the dancer is square to the camera.',
  },
  {
    id: 'range',
    title: 'Range of motion',
    introduction: 'How far your joints open and close.',
    method:
      'From the 2.5th to the 97.5th percentile of a joint angle: in the picture if the limb moved in the plane of the picture, and in 3D (`-3d`), from the estimated depth.',
  },
  {
    id: 'symmetry',
    title: 'Symmetry',
    introduction: 'How alike both sides move. Much choreography is one-sided on purpose.',
    method:
      'Differences are symmetry indices: `100 × (right − left) / mean of both` (Robinson 1987). A lag is the shift in time at which the angles of both sides correlate best; its error is half a frame or more, as far as other shifts fit about as well.',
  },
  {
    id: 'balance',
    title: 'Balance',
    introduction: 'How your weight stays over your feet, from side to side.',
    method:
      'One camera cannot see the direction from front to back. Centre of mass after de Leva 1996, margin of stability after Hof 2005.',
  },
  {
    id: 'legs',
    title: 'Legs and feet',
    introduction:
      'How deep your pliés are, how high your legs go, and how your knees and feet line up.',
    method:
      'Pliés, turnout and alignment are measured only while the feet stand. The bend of a standing knee follows from the length of the leg, relative to the same leg when it is straight: `length = 2 × bone × cos(bend / 2)`. The hip is the mean of its landmark and of where shoulders and ears put it, because bones keep their length; where these disagree the error is larger. A plié counts if its bend stands out from the noise of the clip, the hips go down with it, and the feet are seen standing for 2.5 s in all.',
  },
  {
    id: 'steps',
    title: 'Turns and jumps',
    introduction: 'The rise of a jump is measured well, its time in the air poorly.',
    method:
      'A jump must rise and fall like a body in free flight. A full turn may lack up to 60°, because dancers face the audience before their hips arrive.',
  },
  {
    id: 'energy',
    title: 'Energy and shape',
    introduction: 'How much you move, and how much space you take.',
    method: 'Means over the clip, in trunk lengths (S). Only movement in the picture is measured.',
  },
  {
    id: 'laban',
    title: 'Laban qualities',
    introduction: 'Physical stand-ins for Laban’s efforts; they do not judge your expression.',
    method: 'After Larboulette and Gibet 2015.',
  },
  {
    id: 'smoothness',
    title: 'Smoothness',
    introduction: 'How fluent your movement is, phrase by phrase. Nearer to 0 is smoother.',
    method:
      'Valid for movements of a few seconds: measured in each phrase, and the value of the clip is the median of its phrases. SPARC after Balasubramanian 2015, LDLJ after Hogan and Sternad 2009.',
  },
  {
    id: 'tracking',
    title: 'Tracking',
    introduction:
      'How well the camera and the software followed you; it says nothing about your dancing.',
  },
] as const satisfies readonly MetricSection[];

export type MetricSectionId = (typeof metricSections)[number]['id'];

/** Title and texts of a section. */
export function metricSection(id: MetricSectionId): MetricSection {
  const found = metricSections.find((section) => section.id === id);
  if (found === undefined) throw new RangeError(`There is no section ${id}.`);
  return found;
}
