import type { JobDocument, JobOptionsInput } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { useNewJob } from '../jobs/use-new-job.ts';
import { service } from '../service.ts';
import { OverlayFields } from '../upload/overlay-fields.tsx';
import { type ExportFormat, exportFormats } from './export-formats.ts';

/** Reanalyses or rerenders a job with other options, as a new job. */
export function RerunForm({ job }: { readonly job: JobDocument }): ReactNode {
  const [overlay, setOverlay] = useState<NonNullable<JobOptionsInput['overlay']>>(
    job.options.overlay,
  );
  const [cutoffHz, setCutoffHz] = useState(job.options.analysis.cutoffHz);
  const [exports, setExports] = useState<readonly ExportFormat[]>(job.options.analysis.exports);
  const { problem, isSending, start } = useNewJob();
  const analysis = { ...job.options.analysis, cutoffHz, exports: [...exports] };
  return (
    <>
      <p className="hint">
        “Reanalyse” measures the landmarks with these options and keeps the video. “Rerender” also
        draws the video. Both skip the search for the dancer, so they take a fraction of the time.
        The result is a new clip; this one stays unchanged.
      </p>
      <div className="fields">
        <label>
          Smoothing before measuring (Hz)
          <input
            type="number"
            min={1}
            max={30}
            value={cutoffHz}
            onChange={({ target }) => setCutoffHz(target.valueAsNumber)}
          />
        </label>
        <ExportFields exports={exports} onChange={setExports} />
        <OverlayFields overlay={overlay} onChange={setOverlay} />
      </div>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="row">
        <button
          type="button"
          disabled={isSending}
          onClick={() => start(() => service.reanalyse(job.id, { analysis }))}
        >
          Reanalyse
        </button>
        <button
          type="button"
          disabled={isSending}
          onClick={() => start(() => service.rerender(job.id, { overlay, analysis }))}
        >
          Rerender
        </button>
      </div>
    </>
  );
}

function ExportFields({
  exports,
  onChange,
}: {
  readonly exports: readonly ExportFormat[];
  onChange(exports: readonly ExportFormat[]): void;
}): ReactNode {
  return (
    <fieldset>
      <legend>Export for other programs</legend>
      {exportFormats.map(({ value, label }) => (
        <label key={value} className="check">
          <input
            type="checkbox"
            checked={exports.includes(value)}
            onChange={({ target }) =>
              onChange(
                target.checked ? [...exports, value] : exports.filter((other) => other !== value),
              )
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
