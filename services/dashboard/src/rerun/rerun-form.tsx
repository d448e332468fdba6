import type { JobDocument, JobOptionsInput } from '@dance-pose/contracts';
import { type ReactNode, useState } from 'react';
import { useNewJob } from '../jobs/use-new-job.ts';
import { service } from '../service.ts';
import { sampleId } from '../shared/sample-id.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/choice.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { OverlayFields } from '../upload/overlay-fields.tsx';
import { type ExportFormat, exportFormats } from './export-formats.ts';
import './rerun-form.css';

const text = texts.rerun;

/** Reanalyses or rerenders a job with other options, as a new job. */
export function RerunForm({ job }: { readonly job: JobDocument }): ReactNode {
  const [overlay, setOverlay] = useState<NonNullable<JobOptionsInput['overlay']>>(
    job.options.overlay,
  );
  const [cutoffHz, setCutoffHz] = useState(job.options.analysis.cutoffHz);
  const [exports, setExports] = useState<readonly ExportFormat[]>(job.options.analysis.exports);
  const { problem, isSending, start } = useNewJob();
  const analysis = { ...job.options.analysis, cutoffHz, exports: [...exports] };
  if (job.id === sampleId) return <p className="hint">{texts.welcome.exampleOnly}</p>;
  return (
    <div className="rerun">
      <p className="hint">{text.lead}</p>
      <div className="fields">
        <TextField
          label={text.smoothing}
          type="number"
          min={1}
          max={30}
          value={cutoffHz}
          hint={text.smoothingHint}
          onChange={({ target }) => setCutoffHz(target.valueAsNumber)}
        />
        <ExportFields exports={exports} onChange={setExports} />
        <OverlayFields overlay={overlay} onChange={setOverlay} />
      </div>
      {problem !== undefined && <Notice tone="problem">{problem}</Notice>}
      <div className="row">
        <Button
          isDisabled={isSending}
          onPress={() => start(() => service.reanalyse(job.id, { analysis }))}
        >
          {text.reanalyse}
        </Button>
        <Button
          isDisabled={isSending}
          onPress={() => start(() => service.rerender(job.id, { overlay, analysis }))}
        >
          {text.rerender}
        </Button>
      </div>
    </div>
  );
}

interface ExportFieldsProps {
  readonly exports: readonly ExportFormat[];
  onChange(exports: readonly ExportFormat[]): void;
}

function ExportFields({ exports, onChange }: ExportFieldsProps): ReactNode {
  return (
    <fieldset className="checks">
      <legend>{text.exports}</legend>
      {exportFormats.map(({ value, label }) => (
        <Check
          key={value}
          isOn={exports.includes(value)}
          onChange={(isOn) =>
            onChange(isOn ? [...exports, value] : exports.filter((other) => other !== value))
          }
        >
          {label}
        </Check>
      ))}
    </fieldset>
  );
}
