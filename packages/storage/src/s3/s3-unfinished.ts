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

/** Aborts the multipart uploads below the prefix that started before the given time. @returns their number. */
export async function abortUnfinished(
  client: S3Client,
  marker: UploadMarker,
  startedBefore: Date,
): Promise<number> {
  assertKeyPrefix(marker.Prefix);
  const old: MultipartUpload[] = [];
  try {
    for await (const upload of unfinishedUploads(client, marker)) {
      if (upload.Initiated !== undefined && upload.Initiated < startedBefore) old.push(upload);
    }
    for (const { Key, UploadId } of old) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: marker.Bucket, Key, UploadId }));
    }
  } catch (error) {
    throw storeUnavailable(error);
  }
  return old.length;
}

/** The SDK has no paginator for this request: two markers point to the next page. */
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
