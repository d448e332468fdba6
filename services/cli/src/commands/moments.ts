import { saveMoment } from '@dance-pose/client/node';
import { type Moment, momentName, quantityWithError, readReport } from '@dance-pose/contracts';
import { table } from '../format.ts';
import { connect, type ServiceFlags } from '../jobs/service.ts';
import { say } from '../terminal.ts';
import type { JobsDeps } from './jobs.ts';

export interface MomentsFlags extends ServiceFlags {
  readonly json: boolean;
}

export interface ClipFlags extends ServiceFlags {
  readonly out: string;
}

/** `dance-pose jobs moments`: lists the moments of a completed job. */
export async function listMoments(
  id: string,
  flags: MomentsFlags,
  { service, terminal, signal }: JobsDeps,
): Promise<void> {
  const { client, ask } = await connect(flags, service);
  const { moments } = await ask(async () => {
    const { stream } = await client.download(id, 'report.json', { signal });
    return readReport(await new Response(stream).json());
  });
  if (flags.json) return say(terminal.out, JSON.stringify(moments, undefined, 2));
  if (moments.length === 0) return say(terminal.err, 'The report has no moments.');
  const rows = moments.map((moment, i) => [`${i}`, ...describeMoment(moment)]);
  say(terminal.out, table([['NO.', 'TIME', 'MOMENT', 'VALUE', 'CONFIDENCE'], ...rows]));
}

function describeMoment(moment: Moment): string[] {
  const { peakMs, value, unit, error, confidence } = moment;
  const written = value === null ? 'not seen' : quantityWithError({ value, unit, error });
  return [`${(peakMs / 1000).toFixed(2)} s`, momentName(moment), written, confidence];
}

/** `dance-pose jobs clip`: has the video of a moment cut and saves it. */
export async function saveClip(
  id: string,
  moment: number,
  flags: ClipFlags,
  { service, terminal, signal }: JobsDeps,
): Promise<void> {
  const { client, ask } = await connect(flags, service);
  await ask(() => saveMoment(client, id, moment, flags.out, { signal }));
  say(terminal.out, flags.out);
}
