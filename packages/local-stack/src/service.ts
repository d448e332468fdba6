import { resolve } from 'node:path';
import { type Child, startChild } from './child.ts';

export type ServiceName = 'api' | 'worker';

// The API streams: with a small young generation the buffers it is done with are freed at once. Peak memory
// of a 1 GB upload: 172 MB, and 246 MB with V8's own choice on a large machine.
const nodeFlags = { api: ['--max-semi-space-size=2'], worker: [] };

const services = resolve(import.meta.dirname, '../../../services');

/** Starts API or worker from their sources; it is not ready yet. `env` comes on top of our own. */
export async function startService(
  name: ServiceName,
  log: string,
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  return startChild(
    process.execPath,
    ['--conditions=@dance-pose/source', ...nodeFlags[name], resolve(services, name, 'src/main.ts')],
    { log, env: { ...process.env, ...env } },
  );
}
