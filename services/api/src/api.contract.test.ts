import { describe } from '@jest/globals';
import { accessConformance } from './testing/access-conformance.ts';
import { openMemory, withRedisAndDisk } from './testing/backends-conformance.ts';
import { compatibilityConformance } from './testing/compatibility-conformance.ts';
import { directUploadConformance } from './testing/direct-upload-conformance.ts';
import { eventsConformance } from './testing/events-conformance.ts';
import { idempotencyConformance } from './testing/idempotency-conformance.ts';
import { jobsConformance } from './testing/jobs-conformance.ts';
import { legacyConformance } from './testing/legacy-conformance.ts';
import { limitsConformance } from './testing/limits-conformance.ts';
import { momentsConformance } from './testing/moments-conformance.ts';
import { rerunConformance } from './testing/rerun-conformance.ts';
import { retryConformance } from './testing/retry-conformance.ts';
import { secureSessionConformance, sessionConformance } from './testing/session-conformance.ts';
import type { OpenBackend } from './testing/setup-conformance.ts';
import { submitConformance } from './testing/submit-conformance.ts';

describe('the API in memory', () => apiConformance(openMemory));
describe('the API on Redis and disk', () => apiConformance(withRedisAndDisk()));

function apiConformance(open: OpenBackend): void {
  describe('submitting', () => submitConformance(open));
  describe('idempotency', () => idempotencyConformance(open));
  describe('direct uploads', () => directUploadConformance(open));
  describe('jobs', () => jobsConformance(open));
  describe('retry', () => retryConformance(open));
  describe('reanalyse and rerender', () => rerunConformance(open));
  describe('moments', () => momentsConformance(open));
  describe('events', () => eventsConformance(open));
  describe('access', () => accessConformance(open));
  describe('sessions', () => sessionConformance(open));
  describe('sessions over HTTPS', () => secureSessionConformance(open));
  describe('limits', () => limitsConformance(open));
  describe('legacy clients', () => legacyConformance(open));
  describe('earlier versions', () => compatibilityConformance(open));
}
