import { angleJoints, limbEnds, sides } from '../body-parts.ts';
import { familyOf } from './family.ts';

/** Units of series, and how they end the names of columns. */
const columnEndings = {
  '1': '',
  '°': '_deg',
  px: '_px',
  S: '_trunk',
  'S²': '_trunk2',
  'S/s': '_trunk_per_s',
  'S/s²': '_trunk_per_s2',
  'S/s³': '_trunk_per_s3',
  'S²/s²': '_trunk2_per_s2',
} as const;

type SeriesUnit = keyof typeof columnEndings;

/** A signal as a column of `timeseries.csv`. */
export interface SeriesEntry {
  readonly label: string;
  readonly unit: SeriesUnit;
}

const family = familyOf<SeriesEntry>();

const angles = angleJoints.flatMap((joint) =>
  sides.flatMap((side) => (['2d', '3d'] as const).map((view) => ({ joint, side, view }))),
);
const feet = sides.flatMap((side) =>
  (['contact', 'height'] as const).map((what) => ({ side, what })),
);
const ends = sides.flatMap((side) => limbEnds.map((end) => ({ side, end })));

/** Every series of a report, in the order of the columns of `timeseries.csv`. The set is closed, ids are stable. */
export const seriesCatalogue = {
  ...family(
    angles,
    ({ side, joint, view }) => `${side}-${joint}-angle-${view}`,
    ({ side, joint, view }) => ({
      label: `Angle of the ${side} ${joint}, ${view === '2d' ? 'in the picture' : 'in 3D (approximate)'}`,
      unit: '°',
    }),
  ),
  'shoulder-tilt': { label: 'Tilt of the shoulders, left higher (+)', unit: '°' },
  'pelvis-tilt': { label: 'Tilt of the pelvis, left higher (+)', unit: '°' },
  'head-tilt': { label: 'Tilt of the head, left ear higher (+)', unit: '°' },
  'trunk-lean': { label: 'Lean of the trunk, to the right of the picture (+)', unit: '°' },
  ...family(
    sides,
    (side) => `${side}-turnout`,
    (side) => ({ label: `Turnout of the ${side} foot (approximate)`, unit: '°' }),
  ),
  heading: {
    label: 'Heading, to the dancer’s left (+), 0 = facing the camera (approximate)',
    unit: '°',
  },
  squareness: { label: '1 = square to the camera, 0 = side on', unit: '1' },
  'centre-x': { label: 'Centre of mass, from the left of the picture', unit: 'px' },
  'centre-y': { label: 'Centre of mass, from the top of the picture', unit: 'px' },
  'base-from': { label: 'Base of support, left edge in the picture', unit: 'px' },
  'base-to': { label: 'Base of support, right edge in the picture', unit: 'px' },
  'base-width': { label: 'Base of support, width', unit: 'S' },
  'centre-in-base': { label: 'Centre of mass, distance inside the base of support', unit: 'S' },
  'margin-of-stability': { label: 'Margin of stability', unit: 'S' },
  ...family(
    feet,
    ({ side, what }) => `${side}-foot-${what}`,
    ({ side, what }) =>
      what === 'contact'
        ? { label: `Contact of the ${side} foot`, unit: '1' }
        : { label: `Height of the ${side} foot`, unit: 'S' },
  ),
  'body-speed': { label: 'Mean speed of the joints', unit: 'S/s' },
  'centre-speed': { label: 'Speed of the centre of mass', unit: 'S/s' },
  ...family(
    ends,
    ({ side, end }) => `${side}-${end}-speed`,
    ({ side, end }) => ({ label: `Speed of the ${side} ${end}`, unit: 'S/s' }),
  ),
  'kinetic-energy': { label: 'Kinetic energy of the movement', unit: 'S²/s²' },
  acceleration: { label: 'Mean acceleration of the joints', unit: 'S/s²' },
  jerk: { label: 'Mean jerk of the joints', unit: 'S/s³' },
  expansion: { label: 'Expansion: distance of the joints from the centre of mass', unit: 'S' },
  'occupied-area': { label: 'Area that the body spans', unit: 'S²' },
  compactness: { label: 'Contraction: share of the box around the body that it fills', unit: '1' },
  'mirror-symmetry': { label: 'Mirror symmetry of the pose (approximate)', unit: '1' },
} as const satisfies Readonly<Record<string, SeriesEntry>>;

export type SeriesId = keyof typeof seriesCatalogue;

export const seriesIds = Object.keys(seriesCatalogue) as SeriesId[];

/** Columns of `timeseries.csv` before those of the series. */
export const frameColumns = {
  frame: 'Number of the frame, from 0',
  time_s: 'Seconds from the start of the analysed part',
} as const;

/** Name of a series in `timeseries.csv`: `left_knee_angle_2d_deg`. */
export const columnName = (id: SeriesId): string =>
  id.replaceAll('-', '_') + columnEndings[seriesCatalogue[id].unit];

/** Name of the column with the errors of a series: `left_knee_angle_2d_error_deg`. */
export const errorColumnName = (id: SeriesId): string =>
  `${id.replaceAll('-', '_')}_error${columnEndings[seriesCatalogue[id].unit]}`;
