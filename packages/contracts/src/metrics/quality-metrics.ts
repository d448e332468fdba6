import { limbEnds, sides } from '../body-parts.ts';
import { family, inSection } from './metric-entry.ts';

export const energyMetrics = inSection('energy', {
  'body-speed': {
    label: 'Mean speed of the joints',
    unit: 'S/s',
    direction: 'more',
    explanation: 'Speed of the joints, averaged over the body and over time.',
  },
  'body-speed-peak': {
    label: 'Speed of the joints in accents',
    unit: 'S/s',
    direction: 'more',
    explanation: '95th percentile of the mean speed of the joints.',
  },
  'kinetic-energy': {
    label: 'Kinetic energy of the movement',
    unit: 'S²/s²',
    direction: 'more',
    explanation: 'Mean kinetic energy of the body segments for a body of mass 1 (Camurri 2003).',
  },
  expansion: {
    label: 'Expansion: distance of the joints from the centre of mass',
    unit: 'S',
    direction: 'more',
    explanation:
      'Mean distance of the joints from the centre of mass (Larboulette and Gibet 2015).',
  },
  'occupied-area': {
    label: 'Area that the body spans',
    unit: 'S²',
    direction: 'more',
    explanation: 'Mean area of the convex hull of the joints in the picture.',
  },
  compactness: {
    label: 'Contraction: share of the box around the body that it fills',
    unit: '1',
    direction: 'more',
    explanation:
      'Area of the convex hull over the area of the upright box around it (contraction index, Camurri 2003).',
  },
});

export const labanMetrics = inSection('laban', {
  'laban-weight': {
    label: 'Laban Weight: strongest moment',
    unit: 'S²/s²',
    direction: 'more',
    explanation: 'Greatest mean squared speed of the joints.',
  },
  'laban-time': {
    label: 'Laban Time: suddenness',
    unit: 'S/s²',
    direction: 'more',
    explanation: 'Mean acceleration of the joints.',
  },
  'laban-space': {
    label: 'Laban Space: directness of the paths (1 = straight)',
    unit: '1',
    direction: 'more',
    explanation:
      'Mean over the joints of displacement over path length, measured in each phrase; the value of the clip is the median of its phrases.',
  },
  'laban-flow': {
    label: 'Laban Flow: jerkiness',
    unit: 'S/s³',
    direction: 'more',
    explanation: 'Mean jerk of the joints: low is fluent (free flow), high is jerky (bound flow).',
  },
});

const ends = sides.flatMap((side) => limbEnds.map((end) => `${side}-${end}` as const));
const smoothParts = [...ends, 'body'] as const;
type SmoothPart = (typeof smoothParts)[number];

const nameOf = (part: SmoothPart): string =>
  part === 'body' ? 'whole body' : part.replace('-', ' ');
const pointOf = (part: SmoothPart): string =>
  part === 'body' ? 'the centre of mass' : `the ${nameOf(part)}`;

export const smoothnessMetrics = inSection('smoothness', {
  ...family(
    smoothParts,
    (part) => `${part}-sparc`,
    (part) => ({
      label: `Smoothness (SPARC), ${nameOf(part)}`,
      unit: '1',
      direction: 'more',
      explanation: `Spectral arc length of the speed of ${pointOf(part)}. A single reach has about −1.4; hesitations make it more negative.`,
    }),
  ),
  ...family(
    smoothParts,
    (part) => `${part}-ldlj`,
    (part) => ({
      label: `Smoothness (LDLJ), ${nameOf(part)}`,
      unit: '1',
      direction: 'more',
      explanation: `Log dimensionless jerk of the speed of ${pointOf(part)}. The smoothest reach has about −5.2; jolts make it more negative.`,
    }),
  ),
});

export const trackingMetrics = inSection('tracking', {
  'in-sight': {
    label: 'Time with the dancer in the picture',
    unit: '%',
    direction: 'higher-is-better',
    explanation: 'Share of the frames in which the dancer was found.',
  },
  'foot-slip': {
    label: 'Tracking: sliding of feet that stand',
    unit: 'S/s',
    direction: 'lower-is-better',
    explanation:
      'Mean speed of standing feet. Above 0.4 S/s the tracking is poor, or the camera moved.',
  },
  'foot-contact-score': {
    label: 'Tracking: physical foot contact score (0 = best)',
    unit: '1',
    direction: 'lower-is-better',
    explanation:
      'PFC (EDGE, Tseng et al. 2023): high if the body accelerates without a foot that stands still.',
  },
});
