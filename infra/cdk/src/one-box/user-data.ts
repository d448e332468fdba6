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
 * What the machine does when it starts for the first time: leaves itself its settings and the script that
 * follows them, for later releases, and runs it. EC2 takes 16 KiB.
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
