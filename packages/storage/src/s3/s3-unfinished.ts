import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type MultipartUpload,
  type S3Client,
} from '@aws-sdk/client-s3';
import { assertKeyPrefix } from '../object-key.ts';
import { storeUnavailable } from '../store-errors.ts';

interface UploadMarker {
  readonly Bucket: string;
  readonly Prefix: string;
}

/** Aborts the multipart uploads to these keys that were begun before that time, and counts them. */
export async function abortUnfinished(
  client: S3Client,
  marker: UploadMarker,
  begunBefore: Date,
): Promise<number> {
  assertKeyPrefix(marker.Prefix);
  const old: MultipartUpload[] = [];
  try {
    for await (const upload of unfinishedUploads(client, marker)) {
      if (upload.Initiated !== undefined && upload.Initiated < begunBefore) old.push(upload);
    }
    for (const { Key, UploadId } of old) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: marker.Bucket, Key, UploadId }));
    }
  } catch (error) {
    throw storeUnavailable(error);
  }
  return old.length;
}

/** The SDK has no paginator for these: the next page begins after two markers. */
async function* unfinishedUploads(
  client: S3Client,
  marker: UploadMarker,
): AsyncGenerator<MultipartUpload> {
  let after = {};
  for (;;) {
    const page = await client.send(new ListMultipartUploadsCommand({ ...marker, ...after }));
    yield* page.Uploads ?? [];
    if (page.IsTruncated !== true) return;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
