import { describe, expect, test } from '@jest/globals';
import { parseSettings, readSettings } from './settings.ts';
import { exampleFile } from './testing/templates.ts';

const { service, oneBox } = readSettings(exampleFile);

describe('settings of the stacks', () => {
  test('the example is valid, with sensible defaults', () => {
    expect(service).toMatchObject({
      api: { min: 2, max: 6 },
      workers: { on: 'ec2-spot', min: 1, max: 10, backlogPerWorker: 1.5 },
      redis: { nodeType: 'cache.t4g.small', replicas: 1 },
      logRetentionDays: 30,
    });
    expect(oneBox).toMatchObject({ instanceType: 'm7i.xlarge', workers: 2, dataGiB: 200 });
  });

  test('either stack can be left out, but not both', () => {
    expect(parseSettings({ oneBox }).service).toBeUndefined();
    expect(parseSettings({ service }).oneBox).toBeUndefined();
    expect(() => parseSettings({})).toThrow(/must have "service", "oneBox", or both/);
  });

  test.each([
    [
      'a malformed certificate ARN',
      { certificateArn: 'arn:aws:iam::1:x' },
      /service\.certificateArn: /,
    ],
    [
      'an image without a tag',
      { images: { api: 'ghcr.io/a/api', worker: 'ghcr.io/a/w:1' } },
      /images\.api: must be an image/,
    ],
    ['an unknown place for workers', { workers: { on: 'moon' } }, /service\.workers\.on: /],
    ['a word that is not known', { domain: 'pose.example.org' }, /domain/],
    ['a target below one job a worker', { workers: { backlogPerWorker: 0.5 } }, /backlogPerWorker/],
  ])('%s is refused by its name', (_what, change, message) => {
    expect(() => parseSettings({ service: { ...service, ...change } })).toThrow(message);
  });
});
