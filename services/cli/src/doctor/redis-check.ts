import type { RedisFacts } from '@dance-pose/queue';
import { type Check, type Finding, fail, ok, together, warn } from './check.ts';

/** @param inspect throws what Redis or the network says. */
export const redisCheck = (redisUrl: string, inspect: () => Promise<RedisFacts>): Check => ({
  name: 'redis',
  limitMs: 10_000,
  async run() {
    const { host } = new URL(redisUrl);
    try {
      return judge(await inspect(), host);
    } catch (error) {
      return troubleWith(error, host);
    }
  },
});

function judge(facts: RedisFacts, host: string): Finding {
  const { version, evictionPolicy, isReplica, appendOnly, usedMemoryBytes, maxMemoryBytes } = facts;
  const findings = [ok(`Redis ${version} at ${host}`)];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major * 100 + minor < 602) {
    findings.push(fail(`Redis ${version} at ${host} is too old`, 'Install Redis 6.2 or newer.'));
  }
  if (isReplica) {
    findings.push(fail(`${host} is a replica`, 'REDIS_URL must lead to the primary.'));
  }
  if (evictionPolicy !== 'noeviction') {
    findings.push(
      fail(
        `maxmemory-policy is ${evictionPolicy}: Redis throws jobs away when its memory is full`,
        'Run `redis-cli CONFIG SET maxmemory-policy noeviction`, and put it into redis.conf (ElastiCache: into the parameter group).',
      ),
    );
  }
  if (!appendOnly) {
    findings.push(
      warn(
        'the append-only file is off: a Redis that dies forgets the jobs since its last snapshot',
        'Set `appendonly yes`; a managed Redis should have a replica instead.',
      ),
    );
  }
  if (maxMemoryBytes !== null && usedMemoryBytes > maxMemoryBytes * 0.9) {
    const used = Math.round((usedMemoryBytes / maxMemoryBytes) * 100);
    findings.push(
      warn(`its memory is ${used} % full`, 'Raise maxmemory, or keep jobs for a shorter time.'),
    );
  }
  return together(findings);
}

function troubleWith(error: unknown, host: string): Finding {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  if (/WRONGPASS|NOAUTH|invalid password|without any password/i.test(message)) {
    return fail(
      `Redis at ${host} refuses the password`,
      'REDIS_URL must have the password of Redis: redis://:PASSWORD@host:6379, with an ACL user redis://USER:PASSWORD@host:6379.',
    );
  }
  if (/NOPERM/.test(message)) {
    return fail(
      `the user of Redis at ${host} may not do all that is needed: ${message}`,
      'Give it all commands on keys of QUEUE_PREFIX (ACL SETUSER).',
    );
  }
  if (/^(OOM|MISCONF|READONLY|LOADING)/.test(message)) {
    return fail(
      `Redis at ${host} takes no writes: ${message}`,
      'Give it memory and disk space, or wait until it has loaded its data.',
    );
  }
  return fail(
    `Redis does not answer at ${host}: ${code || message}`,
    'Start Redis, or mend REDIS_URL; from containers the name must be that of the Redis service, and no firewall may stand between.',
  );
}
