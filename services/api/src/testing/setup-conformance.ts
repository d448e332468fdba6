import { afterEach, beforeEach } from '@jest/globals';
import type { AppOptions } from '../deps.ts';
import { type Backend, startTestApi, type TestApi } from './test-api.ts';

export type OpenBackend = () => Promise<Backend>;

/** Opens a new backend with an API for every test of the block. */
export function withApi(open: OpenBackend, options: Partial<AppOptions> = {}): () => TestApi {
  let api: TestApi | undefined;
  beforeEach(async () => {
    api = await startTestApi(await open(), options);
  });
  afterEach(async () => {
    await api?.[Symbol.asyncDispose]();
    await api?.backend[Symbol.asyncDispose]();
    api = undefined;
  });
  return () => {
    if (api === undefined) throw new Error('the API exists only while a test runs');
    return api;
  };
}
