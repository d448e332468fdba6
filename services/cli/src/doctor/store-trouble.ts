import { UserError } from '@dance-pose/contracts';
import type { StoreSettings } from '@dance-pose/runtime';
import { type Finding, fail } from './check.ts';

/** What went wrong under the words for users. */
const causeOf = (error: unknown): unknown =>
  error instanceof UserError && error.cause !== undefined ? error.cause : error;

const away =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|TimeoutError|AbortError|socket hang up/;

/** Names of S3's refusals, and what each of them asks of an operator. */
const refusals: readonly (readonly [names: RegExp, found: string, remedy: string])[] = [
  [
    /SignatureDoesNotMatch|InvalidAccessKeyId|InvalidToken|ExpiredToken/,
    'S3 does not take the access key or its secret',
    'Mend AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile or role that the AWS SDK finds in their place.',
  ],
  [
    /CredentialsProviderError/,
    'no credentials for S3 were found',
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine or task a role.',
  ],
  [
    /RequestTimeTooSkewed/,
    'the clocks of S3 and of this machine are too far apart',
    'Have this machine set its clock by NTP (`timedatectl set-ntp true`).',
  ],
  [
    /NoSuchBucket/,
    'there is no such bucket',
    'Make it with `dance-pose storage init`, or mend S3_BUCKET.',
  ],
  [
    /PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|IncorrectEndpoint/,
    'the bucket is in another region',
    'Set S3_REGION to the region of the bucket.',
  ],
  [
    /AccessDenied|Forbidden/,
    'S3 forbids it to these credentials',
    'They need GetObject, PutObject, DeleteObject, AbortMultipartUpload on the objects, ListBucket and ListBucketMultipartUploads on the bucket.',
  ],
];

/** What an error of a store means for its operator. */
export function storeTrouble(error: unknown, store: StoreSettings): Finding {
  const cause = causeOf(error);
  const { name = '', message = '', code = '' } = cause as NodeJS.ErrnoException;
  if (store.kind === 'disk') return diskTrouble(code, message, store.root);
  const where = `${store.endpoint ?? 'AWS'}, bucket ${store.bucket}`;
  const refusal = refusals.find(([names]) => names.test(name));
  if (refusal !== undefined) return fail(`${refusal[1]} (${where}: ${name})`, refusal[2]);
  if (away.test(`${name} ${code} ${message}`)) {
    return fail(
      `S3 does not answer (${where}: ${code || name})`,
      'Start the server, or mend S3_ENDPOINT; from containers the name must be that of its service.',
    );
  }
  return fail(
    `S3 does not do what it should (${where}: ${name} ${message})`,
    'Look into the log of the server.',
  );
}

function diskTrouble(code: string, message: string, root: string): Finding {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      `the disk of ${root} is full`,
      'Make room, or set shorter times (RESULT_TTL_S, FAILED_TTL_S, UPLOAD_TTL_S).',
    );
  }
  if (code === 'ENOENT') {
    return fail(
      `the folder ${root} is not there`,
      'Mount its volume, or make it with `dance-pose storage init`, or mend DATA_DIR.',
    );
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return fail(
      `nothing can be written in ${root} (${code})`,
      'Let the user of the services own it, and mount it for writing.',
    );
  }
  return fail(`${root} cannot be used: ${message}`, 'Mend DATA_DIR: it must be a folder.');
}
