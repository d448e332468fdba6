import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { objectKeys } from '@dance-pose/contracts';
import type { StoreSettings } from '@dance-pose/runtime';
import type { ObjectStore, S3Facts } from '@dance-pose/storage';
import { duration } from '../format.ts';
import { type Check, combine, type Finding, fail, ok, once, skipped, warn } from './check.ts';
import { diskSpace } from './disk-space.ts';
import { storeFailure } from './store-failure.ts';
import { linkFinding } from './store-link.ts';

type S3Settings = Extract<StoreSettings, { kind: 's3' }>;

export interface StoreDeps {
  readonly store: StoreSettings;
  open(): ObjectStore;
  inspectS3(store: S3Settings, signal: AbortSignal): Promise<S3Facts>;
}

const content = Buffer.from('Written by dance-pose doctor.');
const contentType = 'application/octet-stream';

/** Checks a round trip; for S3 also a signed link as clients open it, the clock, and the rules of the bucket. */
export function storeChecks(deps: StoreDeps): Check[] {
  const { store } = deps;
  // The key of an unknown upload: if it were left behind, the janitor would remove it.
  const key = objectKeys.upload(randomBytes(16).toString('hex'));
  if (store.kind === 'disk') {
    return [
      {
        name: 'store',
        limitMs: 20_000,
        run: async () =>
          combine([await roundTrip(key, deps, (disk) => disk.ping()), await diskSpace(store.root)]),
      },
    ];
  }
  const facts = once((signal: AbortSignal) => deps.inspectS3(store, signal));
  const afterFacts = (judge: (facts: S3Facts) => Finding) => async (signal: AbortSignal) =>
    facts(signal).then(judge, () => skipped('needs a working store'));
  const limitMs = 30_000;
  // `inspectS3` instead of `ping`, because S3 answers HEAD without the reason of a failure.
  const works = once((signal) => roundTrip(key, deps, () => facts(signal)));
  return [
    { name: 'store', limitMs, run: works },
    {
      name: 'store-links',
      limitMs: limitMs * 2,
      run: async (signal) =>
        (await works(signal)).status === 'fail'
          ? skipped('needs a working store')
          : tryLink(objectKeys.upload(randomBytes(16).toString('hex')), deps, store, signal),
    },
    { name: 'store-clock', limitMs, run: afterFacts(judgeClock) },
    { name: 'store-rules', limitMs, run: afterFacts(judgeRules) },
  ];
}

/** Puts, reads and deletes an object. */
async function roundTrip(
  key: string,
  { store, open }: StoreDeps,
  reach: (objects: ObjectStore) => Promise<unknown>,
): Promise<Finding> {
  await using objects = open();
  try {
    await reach(objects);
    await objects.put(key, content, { contentType });
    const read = await buffer(await objects.get(key));
    await objects.deletePrefix(key);
    if (!content.equals(read))
      return fail(
        'the store returned other bytes than were written',
        'Use another server: this one corrupts data.',
      );
    if ((await objects.head(key)) !== undefined) {
      return fail(
        'a deleted object still exists',
        'Allow DeleteObject, and switch off object lock.',
      );
    }
  } catch (error) {
    return storeFailure(error, store);
  }
  const where =
    store.kind === 'disk' ? store.root : `bucket ${store.bucket} at ${store.endpoint ?? 'AWS'}`;
  return ok(`${where}: writing, reading and deleting work`);
}

async function tryLink(
  key: string,
  { open }: StoreDeps,
  store: S3Settings,
  signal: AbortSignal,
): Promise<Finding> {
  await using objects = open();
  try {
    await objects.put(key, content, { contentType });
    const options = {
      expiresInS: 60,
      contentType,
      disposition: 'attachment',
      fileName: 'x',
    } as const;
    const link = new URL(await objects.signGet(key, options));
    return await linkFinding(
      { link, isPublic: store.publicEndpoint !== undefined, content },
      signal,
    );
  } catch (error) {
    return storeFailure(error, store);
  } finally {
    await objects.deletePrefix(key);
  }
}

const clockFailMs = 120_000;
const clockWarnMs = 15_000;

function judgeClock({ clockAheadMs }: S3Facts): Finding {
  if (clockAheadMs === null) return ok('S3 sends no date');
  const off = Math.abs(clockAheadMs);
  const found = `the clock of S3 is ${duration(off)} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the clock of this machine`;
  const remedy =
    'Synchronise the clocks of both machines by NTP (`timedatectl set-ntp true`): links expire at wrong times, and from 15 minutes on S3 refuses all requests.';
  if (off > clockFailMs) return fail(found, remedy);
  return off > clockWarnMs ? warn(found, remedy) : ok('S3 and this machine agree on the time');
}

function judgeRules({ cors, lifecycle }: S3Facts): Finding {
  const missing = [
    ...(cors === 'missing' ? ['pages cannot upload directly to the bucket (no CORS rule)'] : []),
    ...(lifecycle === 'missing'
      ? ['nothing cleans the bucket if the janitor does not run (no lifecycle rule)']
      : []),
  ];
  if (missing.length > 0)
    return warn(missing.join('; '), 'Run `dance-pose storage init`; it is safe to repeat.');
  const state = (name: string, rule: string): string =>
    `${name} ${rule === 'present' ? 'present' : 'not supported or not readable'}`;
  return ok(`${state('CORS rule', cors)}, ${state('lifecycle rule', lifecycle)}`);
}
