import type { JobId, Report } from '@dance-pose/contracts';
import { type ReactNode, useCallback, useState } from 'react';
import type { Playhead } from '../player/playhead.ts';
import { loadTimeseries, type Timeseries } from '../shared/artifacts.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { SeriesChart } from './series-chart.tsx';
import './charts.css';

interface ChartsProps {
  readonly jobId: JobId;
  readonly report: Report;
  readonly playhead: Playhead;
}

const joints = ['knee', 'hip', 'elbow', 'shoulder', 'ankle'] as const;
type Joint = (typeof joints)[number];

/** Charts of the movement per frame, with one common playhead. */
export function Charts({ jobId, report, playhead }: ChartsProps): ReactNode {
  const load = useCallback((signal: AbortSignal) => loadTimeseries(jobId, signal), [jobId]);
  const loaded = useLoaded(load);
  const [joint, setJoint] = useState<Joint>('knee');
  if (loaded.state === 'loading') return <p className="hint">Loading the measurements …</p>;
  if (loaded.state === 'failed') return <p role="alert">{loaded.problem}</p>;
  return (
    <>
      <label>
        Joint{' '}
        <select value={joint} onChange={({ target }) => setJoint(target.value as Joint)}>
          {joints.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ChartOf
        title={`Angle of the ${joint}s in the picture`}
        unit="°"
        timeseries={loaded.value}
        columns={[
          { name: `left_${joint}_angle_2d_deg`, label: 'Left', colour: 'left' },
          { name: `right_${joint}_angle_2d_deg`, label: 'Right', colour: 'right' },
        ]}
        {...{ report, playhead }}
      />
      <ChartOf
        title="Energy of the movement"
        unit="S²/s²"
        timeseries={loaded.value}
        columns={[{ name: 'kinetic_energy_trunk2_per_s2', label: 'Energy', colour: 'accent' }]}
        {...{ report, playhead }}
      />
      <p className="hint">
        Click in a chart to jump to that moment. S is the length of the dancer’s trunk. A line has a
        gap where the joint was not visible.
      </p>
    </>
  );
}

interface Column {
  readonly name: string;
  readonly label: string;
  readonly colour: 'left' | 'right' | 'accent';
}

interface ChartOfProps {
  readonly title: string;
  readonly unit: string;
  readonly timeseries: Timeseries;
  readonly columns: readonly Column[];
  readonly report: Report;
  readonly playhead: Playhead;
}

function ChartOf({ timeseries, columns, ...chart }: ChartOfProps): ReactNode {
  const lines = columns.map(({ name, label, colour }) => ({
    label,
    colour,
    values: timeseries.column(name),
  }));
  // The key remounts the chart when the joint changes.
  return <SeriesChart key={chart.title} seconds={timeseries.seconds} lines={lines} {...chart} />;
}
