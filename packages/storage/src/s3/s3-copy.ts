import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { LinkTarget } from './s3-links.ts';

/** The server answers a copy when it is complete. */
const copying = { requestTimeout: 600_000 };

/** S3 copies at most 5 GiB in one request; larger objects are copied in parallel parts. */
const s3Bounds = { requestBytes: 5 * 1024 ** 3, partBytes: 1024 ** 3 };

/** Copies an object of any size inside the server. @throws the client's error: 404 if there is no such object. */
export async function copyObject(
  client: S3Client,
  from: LinkTarget,
  to: LinkTarget,
  { requestBytes, partBytes } = s3Bounds,
): Promise<void> {
  const CopySource = `${from.Bucket}/${from.Key}`;
  const head = await client.send(new HeadObjectCommand(from));
  const { ContentType, ContentLength: sizeBytes = 0, ETag: CopySourceIfMatch } = head;
  if (sizeBytes <= requestBytes) {
    await client.send(new CopyObjectCommand({ ...to, CopySource }), copying);
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...to, ContentType }));
  const upload = { ...to, UploadId };
  try {
    const copyPart = async (CopySourceRange: string, index: number) => {
      const part = { ...upload, PartNumber: index + 1, CopySource, CopySourceRange };
      const command = new UploadPartCopyCommand({ ...part, CopySourceIfMatch });
      const { CopyPartResult } = await client.send(command, copying);
      return { PartNumber: part.PartNumber, ETag: CopyPartResult?.ETag };
    };
    const Parts = await allEnded(ranges(sizeBytes, partBytes).map(copyPart));
    const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    await client.send(command, copying);
  } catch (error) {
    // Report the first failure, even if the abort fails too; the janitor removes what is left.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

/** S3 has no rename: copies the object, then deletes the original. */
export async function moveObject(
  client: S3Client,
  from: LinkTarget,
  to: LinkTarget,
): Promise<void> {
  await copyObject(client, from, to);
  await client.send(new DeleteObjectCommand(from));
}

/** Like `Promise.all`, but waits until all have settled: a part that arrives after the abort revives the upload. */
async function allEnded<T>(promises: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function ranges(sizeBytes: number, partBytes: number): string[] {
  const starts = Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, i) => i * partBytes);
  return starts.map((start) => `bytes=${start}-${Math.min(start + partBytes, sizeBytes) - 1}`);
}
