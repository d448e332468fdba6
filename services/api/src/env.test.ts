import { EnvError } from '@dance-pose/runtime';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from './env.ts';

const URL_SECRET = '0123456789abcdef';

describe('readSettings', () => {
  test('listens on loopback only by default', () => {
    expect(readSettings({ URL_SECRET })).toMatchObject({
      host: '127.0.0.1',
      port: 8000,
      urlSecret: URL_SECRET,
      store: { kind: 'disk' },
      app: { urlTtlS: 3600, uploadWaitMs: 300_000 },
    });
  });

  test('behind an AWS load balancer, with its log in CloudWatch', () => {
    const read = (more: Record<string, string>) => readSettings({ URL_SECRET, ...more });
    expect(read({})).toMatchObject({ keepAliveMs: 65_000, backlogNamespace: undefined });
    const env = { KEEP_ALIVE_MS: '400000', BACKLOG_METRIC_NAMESPACE: 'DancePose' };
    expect(read(env)).toMatchObject({ keepAliveMs: 400_000, backlogNamespace: 'DancePose' });
    for (const BACKLOG_METRIC_NAMESPACE of ['AWS/ECS', 'a b', 'x'.repeat(257)])
      expect(() => read({ BACKLOG_METRIC_NAMESPACE })).toThrow(/must be a CloudWatch namespace/);
  });

  test('refuses to be open to a network accidentally', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org']) {
      expect(() => readSettings({ URL_SECRET, HOST })).toThrow(EnvError);
      expect(() => readSettings({ URL_SECRET, HOST })).toThrow(/HOST.*ALLOW_ANONYMOUS=true/);
      expect(readSettings({ URL_SECRET, HOST, ALLOW_ANONYMOUS: 'true' }).host).toBe(HOST);
    }
    for (const HOST of ['localhost', '127.0.0.2', '::1']) {
      expect(readSettings({ URL_SECRET, HOST }).host).toBe(HOST);
    }
  });

  test('with keys it may listen on a network, and requires a key from everyone', () => {
    const sha256 = 'ab'.repeat(32);
    const read = (more: Record<string, string>) =>
      readSettings({ URL_SECRET, HOST: '0.0.0.0', API_KEYS: `teacher:${sha256}`, ...more });
    const apiKeys = [{ name: 'teacher', sha256: Buffer.from(sha256, 'hex') }];
    expect(read({})).toMatchObject({ host: '0.0.0.0', app: { apiKeys } });
    expect(() => read({ ALLOW_ANONYMOUS: 'true' })).toThrow(/ALLOW_ANONYMOUS/);
    expect(() => read({ API_KEYS: `teacher:${sha256}0` })).toThrow(/API_KEYS/);
    expect(() => read({ API_KEYS: `teacher:${sha256}0` })).not.toThrow(/abab/);
  });

  test('lists: allowed origins, trusted proxies', () => {
    const app = (more: Record<string, string>) => readSettings({ URL_SECRET, ...more }).app;
    expect(app({})).toMatchObject({ corsOrigins: [], trustedProxies: [] });
    expect(app({ CORS_ORIGINS: 'https://a.example, http://b.example:3000/' }).corsOrigins).toEqual([
      'https://a.example',
      'http://b.example:3000',
    ]);
    const proxies = ['10.0.0.0/8', 'loopback', 'fd00::/8'];
    expect(app({ TRUSTED_PROXIES: proxies.join(',') }).trustedProxies).toEqual(proxies);
    for (const CORS_ORIGINS of ['*', 'https://a.example/page', 'null', 'a.example'])
      expect(() => app({ CORS_ORIGINS })).toThrow(/CORS_ORIGINS/);
    for (const TRUSTED_PROXIES of ['*', 'true', '10.0.0.0/64', 'proxy.example'])
      expect(() => app({ TRUSTED_PROXIES })).toThrow(/TRUSTED_PROXIES/);
  });

  test('the disk store needs a secret, S3 a bucket', () => {
    expect(() => readSettings({})).toThrow(/URL_SECRET is not set/);
    expect(() => readSettings({ STORE: 's3' })).toThrow(/S3_BUCKET is not set/);
    expect(readSettings({ STORE: 's3', S3_BUCKET: 'b' }).store).toMatchObject({ bucket: 'b' });
  });

  test('PUBLIC_URL is an origin', () => {
    const publicUrl = (PUBLIC_URL: string) =>
      readSettings({ URL_SECRET, PUBLIC_URL }).app.publicUrl;
    expect(publicUrl('https://pose.example.org/')).toBe('https://pose.example.org');
    expect(() => publicUrl('https://example.org/pose')).toThrow(/origin/);
    expect(() => publicUrl('pose.example.org')).toThrow(/PUBLIC_URL/);
  });
});
