import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { objectKeys } from '@dance-pose/contracts';
import type { StoreSettings } from '@dance-pose/runtime';
import type { ObjectStore, S3Facts } from '@dance-pose/storage';
import { duration } from '../format.ts';
import { type Check, type Finding, fail, ok, once, skipped, together, warn } from './check.ts';
import { diskSpace } from './disk-space.ts';
import { linkFinding } from './store-link.ts';
import { storeTrouble } from './store-trouble.ts';

type S3Settings = Extract<StoreSettings, { kind: 's3' }>;

export interface StoreDeps {
  readonly store: StoreSettings;
  open(): ObjectStore;
  inspectS3(store: S3Settings, signal: AbortSignal): Promise<S3Facts>;
}

const content = Buffer.from('The doctor was here.');
const contentType = 'application/octet-stream';

/** A round trip, and for S3 what belongs to it: a signed link as clients open it, clocks, rules of the bucket. */
export function storeChecks(deps: StoreDeps): Check[] {
  const { store } = deps;
  // An upload that nobody announced: should it stay, the janitor removes it.
  const key = objectKeys.upload(randomBytes(16).toString('hex'));
  if (store.kind === 'disk') {
    return [
      {
        name: 'store',
        limitMs: 20_000,
        run: async () =>
          together([
            await roundTrip(key, deps, (disk) => disk.ping()),
            await diskSpace(store.root),
          ]),
      },
    ];
  }
  const facts = once((signal: AbortSignal) => deps.inspectS3(store, signal));
  const afterFacts = (judge: (facts: S3Facts) => Finding) => async (signal: AbortSignal) =>
    facts(signal).then(judge, () => skipped('cannot be told before the store works'));
  const limitMs = 30_000;
  // Not by `ping`, to which S3 answers without saying what is wrong.
  const works = once((signal) => roundTrip(key, deps, () => facts(signal)));
  return [
    { name: 'store', limitMs, run: works },
    {
      name: 'store-links',
      limitMs: limitMs * 2,
      run: async (signal) =>
        (await works(signal)).status === 'fail'
          ? skipped('cannot be told before the store works')
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
        'what was read is not what was written',
        'This server cannot be trusted; use another.',
      );
    if ((await objects.head(key)) !== undefined) {
      return fail(
        'what was deleted is still there',
        'Allow DeleteObject, and switch off object locks.',
      );
    }
  } catch (error) {
    return storeTrouble(error, store);
  }
  const where =
    store.kind === 'disk' ? store.root : `bucket ${store.bucket} at ${store.endpoint ?? 'AWS'}`;
  return ok(`${where}: written, read and deleted`);
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
    return storeTrouble(error, store);
  } finally {
    await objects.deletePrefix(key);
  }
}

const clockFailMs = 120_000;
const clockWarnMs = 15_000;

function judgeClock({ clockAheadMs }: S3Facts): Finding {
  if (clockAheadMs === null) return ok('S3 tells no time');
  const off = Math.abs(clockAheadMs);
  const found = `the clock of S3 is ${duration(off)} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} ours`;
  const remedy =
    'Have both machines set their clocks by NTP (`timedatectl set-ntp true`): links expire at wrong times, and from 15 minutes on S3 refuses all.';
  if (off > clockFailMs) return fail(found, remedy);
  return off > clockWarnMs ? warn(found, remedy) : ok('S3 and this machine agree on the time');
}

function judgeRules({ cors, lifecycle }: S3Facts): Finding {
  const missing = [
    ...(cors === 'missing'
      ? ['pages cannot send files straight to the bucket (no CORS rule)']
      : []),
    ...(lifecycle === 'missing'
      ? ['nothing clears the bucket when the janitor does not run (no lifecycle rule)']
      : []),
  ];
  if (missing.length > 0)
    return warn(missing.join('; '), 'Run `dance-pose storage init`; doing it again does no harm.');
  const told = (name: string, rule: string): string =>
    `${name} ${rule === 'there' ? 'there' : 'not to be had, or not to be seen, here'}`;
  return ok(`${told('CORS rule', cors)}, ${told('lifecycle rule', lifecycle)}`);
}
