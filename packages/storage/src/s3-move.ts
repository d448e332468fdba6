import { CopyObjectCommand, DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { LinkTarget } from './s3-links.ts';

/** A copy inside the server answers when it is done; one request copies up to 5 GiB, as much as a link takes. */
const copying = { requestTimeout: 600_000 };

/** S3 cannot rename: a copy within the server, then the deletion of the first. */
export async function moveObject(
  client: S3Client,
  from: LinkTarget,
  to: LinkTarget,
): Promise<void> {
  const CopySource = `${from.Bucket}/${from.Key}`;
  await client.send(new CopyObjectCommand({ ...to, CopySource }), copying);
  await client.send(new DeleteObjectCommand(from));
}
