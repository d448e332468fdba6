// `pnpm bench:load [--pollers 1000] [--uploads 20] [--seconds 20] [--store s3]`
import { parseArgs } from 'node:util';
import { type LoadOptions, measureLoad } from './measure.ts';
import { toReport } from './report.ts';

const { values } = parseArgs({
  options: {
    pollers: { type: 'string', default: '1000' },
    uploads: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    'upload-mb': { type: 'string', default: '20' },
    store: { type: 'string', default: 'disk' },
  },
});
const options: LoadOptions = {
  pollers: Number(values.pollers),
  uploads: Number(values.uploads),
  uploadBytes: Number(values['upload-mb']) * 1_000_000,
  durationMs: Number(values.seconds) * 1000,
  store: values.store === 's3' ? 's3' : 'disk',
};
process.stdout.write(toReport(options, await measureLoad(options)));
