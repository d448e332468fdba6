import { UserError } from '@dance-pose/contracts';
import type { StoreSettings } from '@dance-pose/runtime';
import { type Finding, fail } from './check.ts';

/** The error behind a message for users. */
const causeOf = (error: unknown): unknown =>
  error instanceof UserError && error.cause !== undefined ? error.cause : error;

const connectionErrors =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|TimeoutError|AbortError|socket hang up/;

/** S3's error names, with the finding and the remedy for an operator. */
const refusals: readonly (readonly [names: RegExp, found: string, remedy: string])[] = [
  [
    /SignatureDoesNotMatch|InvalidAccessKeyId|InvalidToken|ExpiredToken/,
    'S3 rejects the access key or its secret',
    'Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile or role that the AWS SDK uses instead.',
  ],
  [
    /CredentialsProviderError/,
    'no credentials for S3 were found',
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine or task a role.',
  ],
  [
    /RequestTimeTooSkewed/,
    'the clocks of S3 and of this machine are too far apart',
    'Synchronise the clock of this machine by NTP (`timedatectl set-ntp true`).',
  ],
  [
    /NoSuchBucket/,
    'there is no such bucket',
    'Create it with `dance-pose storage init`, or correct S3_BUCKET.',
  ],
  [
    /PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|IncorrectEndpoint/,
    'the bucket is in another region',
    'Set S3_REGION to the region of the bucket.',
  ],
  [
    /AccessDenied|Forbidden/,
    'these credentials lack permissions on S3',
    'They need GetObject, PutObject, DeleteObject, AbortMultipartUpload on the objects, ListBucket and ListBucketMultipartUploads on the bucket.',
  ],
];

/** Translates an error of the store into a finding for its operator. */
export function storeFailure(error: unknown, store: StoreSettings): Finding {
  const cause = causeOf(error);
  const { name = '', message = '', code = '' } = cause as NodeJS.ErrnoException;
  if (store.kind === 'disk') return diskFailure(code, message, store.root);
  const where = `${store.endpoint ?? 'AWS'}, bucket ${store.bucket}`;
  const refusal = refusals.find(([names]) => names.test(name));
  if (refusal !== undefined) return fail(`${refusal[1]} (${where}: ${name})`, refusal[2]);
  if (connectionErrors.test(`${name} ${code} ${message}`)) {
    return fail(
      `S3 does not answer (${where}: ${code || name})`,
      'Start the server, or correct S3_ENDPOINT; inside containers it must use the name of the S3 service.',
    );
  }
  return fail(
    `S3 answers with an error (${where}: ${name} ${message})`,
    'Check the log of the S3 server.',
  );
}

function diskFailure(code: string, message: string, root: string): Finding {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      `the disk of ${root} is full`,
      'Free space, or keep jobs for a shorter time (RESULT_TTL_S, FAILED_TTL_S, UPLOAD_TTL_S).',
    );
  }
  if (code === 'ENOENT') {
    return fail(
      `the folder ${root} does not exist`,
      'Mount its volume, create it with `dance-pose storage init`, or correct DATA_DIR.',
    );
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return fail(
      `cannot write to ${root} (${code})`,
      'Make the user of the services its owner, and mount it writable.',
    );
  }
  return fail(`${root} cannot be used: ${message}`, 'Correct DATA_DIR: it must be a folder.');
}
