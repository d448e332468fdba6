import { requireS3Gateway, s3ServiceEnv, startS3Gateway } from '@dance-pose/local-stack';
import { describe, expect, test } from '@jest/globals';
import { runMain } from './testing/run-main.ts';

const storageInit = (env: Record<string, string>, ...flags: string[]) =>
  runMain(['storage', 'init', ...flags], env);

describe('dance-pose storage init', () => {
  test('prepares a bucket on a real server, twice', async () => {
    await using server = await startS3Gateway(await requireS3Gateway());
    const env = { ...s3ServiceEnv(server), S3_BUCKET: 'clips' };
    const first = await storageInit({ ...env, CORS_ORIGINS: 'https://a.org, https://b.org' });
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^done: bucket clips$/m) });
    expect(first.out).toMatch(/^not supported by this server: no public access$/m);
    expect(first.out).toMatch(/^done: pages of https:\/\/a\.org, https:\/\/b\.org may upload$/m);
    const again = await storageInit(env, '--origin', 'https://c.org');
    expect(again.out).toMatch(/^already exists: bucket clips$/m);
    expect(again.out).toMatch(/^done: pages of https:\/\/c\.org may upload$/m);
  });
});
