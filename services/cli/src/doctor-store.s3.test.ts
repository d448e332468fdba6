import { freePort, requireS3Gateway } from '@dance-pose/local-stack';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DoctorBench, startDoctorBench } from './testing/doctor-bench.ts';
import { startHttpProxy } from './testing/http-proxy.ts';

let bench: DoctorBench;
beforeAll(async () => {
  bench = await startDoctorBench(await requireS3Gateway());
});
afterAll(async () => bench?.[Symbol.asyncDispose]());

describe('S3', () => {
  test('a working store passes all checks', async () => {
    const { code, results } = await bench.diagnose({});
    expect(results.filter(({ status }) => status === 'fail' || status === 'skipped')).toEqual([]);
    expect(code).toBe(0);
  });

  test('stopped', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const found = { found: /S3 does not answer .*ECONNREFUSED/, remedy: /correct S3_ENDPOINT/ };
    await bench.expectFault({ S3_ENDPOINT: endpoint }, 'store', found);
  });

  test('wrong secret', async () => {
    const found = {
      found: /rejects the access key or its secret/,
      remedy: /AWS_SECRET_ACCESS_KEY/,
    };
    await bench.expectFault({ AWS_SECRET_ACCESS_KEY: 'another secret' }, 'store', found);
  });

  test('no bucket', async () => {
    const found = { found: /no such bucket .*bucket elsewhere/, remedy: /dance-pose storage init/ };
    await bench.expectFault({ S3_BUCKET: 'elsewhere' }, 'store', found);
  });

  test('a clock that is off', async () => {
    const { gateway } = bench;
    await using proxy = await startHttpProxy(gateway?.endpoint ?? '', {
      answered: (headers) => ({ ...headers, date: new Date(Date.now() + 300_000).toUTCString() }),
    });
    const found = { found: /clock of S3 is (4 min 5\d s|5 min).* ahead/, remedy: /NTP/ };
    await bench.expectFault({ S3_ENDPOINT: proxy.url }, 'store-clock', found);
  });

  test('a public address that is unreachable, or is another server', async () => {
    const { gateway } = bench;
    await bench.expectFault({ S3_PUBLIC_ENDPOINT: 'http://pose.invalid' }, 'store-links', {
      found: /links lead to http:\/\/pose\.invalid, which cannot be reached/,
      remedy: /Correct S3_PUBLIC_ENDPOINT/,
    });
    const { host } = new URL(gateway?.endpoint ?? '');
    await using proxy = await startHttpProxy(gateway?.endpoint ?? '', {
      asked: (headers) => ({ ...headers, host }),
    });
    await bench.expectFault({ S3_PUBLIC_ENDPOINT: proxy.url }, 'store-links', {
      found: /refused at http:\/\/127\.0\.0\.1:\d+ with 403/,
      remedy: /not change Host header, path and query/,
    });
  });

  test('a public address on loopback is only a warning', async () => {
    const { code, results } = await bench.diagnose({
      S3_PUBLIC_ENDPOINT: `http://localhost:${await freePort()}`,
    });
    expect(code).toBe(0);
    expect(results.find(({ name }) => name === 'store-links')).toMatchObject({ status: 'warn' });
  });
});
