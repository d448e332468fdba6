import type { RedisFacts } from '@dance-pose/queue';
import { type Check, combine, type Finding, fail, ok, warn } from './check.ts';

/** @param inspect throws the error of Redis or the network. */
export const redisCheck = (redisUrl: string, inspect: () => Promise<RedisFacts>): Check => ({
  name: 'redis',
  limitMs: 10_000,
  async run() {
    const { host } = new URL(redisUrl);
    try {
      return judge(await inspect(), host);
    } catch (error) {
      return redisFailure(error, host);
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
    findings.push(fail(`${host} is a replica`, 'Point REDIS_URL to the primary.'));
  }
  if (evictionPolicy !== 'noeviction') {
    findings.push(
      fail(
        `maxmemory-policy is ${evictionPolicy}: Redis evicts jobs when its memory is full`,
        'Run `redis-cli CONFIG SET maxmemory-policy noeviction`, and add it to redis.conf (ElastiCache: to the parameter group).',
      ),
    );
  }
  if (!appendOnly) {
    findings.push(
      warn(
        'the append-only file is off: a crash of Redis loses the jobs since its last snapshot',
        'Set `appendonly yes`; for a managed Redis, use a replica instead.',
      ),
    );
  }
  if (maxMemoryBytes !== null && usedMemoryBytes > maxMemoryBytes * 0.9) {
    const used = Math.round((usedMemoryBytes / maxMemoryBytes) * 100);
    findings.push(
      warn(
        `its memory is ${used} % full`,
        'Raise maxmemory, or keep jobs for a shorter time (RESULT_TTL_S, FAILED_TTL_S).',
      ),
    );
  }
  return combine(findings);
}

function redisFailure(error: unknown, host: string): Finding {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  if (/WRONGPASS|NOAUTH|invalid password|without any password/i.test(message)) {
    return fail(
      `Redis at ${host} refuses the password`,
      'Put the password into REDIS_URL: redis://:PASSWORD@host:6379, or redis://USER:PASSWORD@host:6379 with an ACL user.',
    );
  }
  if (/NOPERM/.test(message)) {
    return fail(
      `the Redis user at ${host} lacks permissions: ${message}`,
      'Allow it all commands on keys that start with QUEUE_PREFIX (ACL SETUSER).',
    );
  }
  if (/^(OOM|MISCONF|READONLY|LOADING)/.test(message)) {
    return fail(
      `Redis at ${host} refuses writes: ${message}`,
      'Give it memory and disk space, or wait until it has loaded its data.',
    );
  }
  return fail(
    `Redis does not answer at ${host}: ${code || message}`,
    'Start Redis, or correct REDIS_URL; inside containers it must use the name of the Redis service, and no firewall may block the port.',
  );
}
