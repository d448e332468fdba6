import {
  type AngleJoint,
  columnName,
  type JobId,
  type Report,
  type SeriesId,
} from '@dance-pose/contracts';
import { type ReactNode, useCallback, useState } from 'react';
import type { Playhead } from '../player/playhead.ts';
import { loadTimeseries, type Timeseries } from '../shared/artifacts.ts';
import { optionsOf } from '../shared/options-of.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { texts } from '../texts/texts.ts';
import { Select } from '../ui/choice.tsx';
import { SeriesChart } from './series-chart.tsx';
import './charts.css';

const text = texts.report.charts;

interface ChartsProps {
  readonly jobId: JobId;
  readonly report: Report;
  readonly playhead: Playhead;
}

/** Charts of the movement per frame, with one common playhead. */
export function Charts({ jobId, report, playhead }: ChartsProps): ReactNode {
  const load = useCallback((signal: AbortSignal) => loadTimeseries(jobId, signal), [jobId]);
  const loaded = useLoaded(load);
  const [joint, setJoint] = useState<AngleJoint>('knee');
  if (loaded.state === 'loading') return <p className="hint">{texts.common.loading}</p>;
  if (loaded.state === 'failed') return <p role="alert">{loaded.problem}</p>;
  return (
    <>
      <Select
        label={texts.player.joint}
        options={optionsOf(texts.player.joints)}
        value={joint}
        onChange={(value) => setJoint(value)}
      />
      <ChartOf
        title={text.angles(joint)}
        unit="°"
        timeseries={loaded.value}
        columns={[
          { id: `left-${joint}-angle-2d`, label: text.left, colour: 'left' },
          { id: `right-${joint}-angle-2d`, label: text.right, colour: 'right' },
        ]}
        {...{ report, playhead }}
      />
      <ChartOf
        title={text.energy}
        unit="S²/s²"
        timeseries={loaded.value}
        columns={[{ id: 'kinetic-energy', label: text.energyLine, colour: 'accent' }]}
        {...{ report, playhead }}
      />
      <p className="hint">{text.hint}</p>
    </>
  );
}

interface Column {
  readonly id: SeriesId;
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
  const lines = columns.map(({ id, label, colour }) => ({
    label,
    colour,
    values: timeseries.column(columnName(id)),
  }));
  // The key remounts the chart when the joint changes.
  return <SeriesChart key={chart.title} seconds={timeseries.seconds} lines={lines} {...chart} />;
}
