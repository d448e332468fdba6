import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MachineSettings {
  readonly DOMAIN: string;
  readonly FILES_DOMAIN: string;
  readonly RELEASE_URL: string;
  readonly RELEASE_SHA256: string;
  readonly WORKERS: string;
  readonly AWS_REGION: string;
  readonly DATA_VOLUME: string;
}

const setUp = readFileSync(join(import.meta.dirname, 'set-up.sh'), 'utf8');

/**
 * User data of the machine, at most 16 KiB: at the first start it stores the settings and the set-up script, which
 * also installs later releases, and runs the script.
 */
export function userData(settings: MachineSettings): string {
  const conf = Object.entries(settings).map(([name, value]) => `${name}='${value}'`);
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    "cat >/etc/dance-pose.conf <<'CONF'",
    ...conf,
    'CONF',
    "cat >/usr/local/sbin/dance-pose-set-up <<'SETUP'",
    setUp.trimEnd(),
    'SETUP',
    'chmod 0755 /usr/local/sbin/dance-pose-set-up',
    '/usr/local/sbin/dance-pose-set-up',
    '',
  ].join('\n');
}
