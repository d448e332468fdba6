import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { contentDisposition } from '../links/content-disposition.ts';
import type { SignedUpload, SignGetOptions, SignUploadOptions } from '../object-store.ts';

export interface LinkTarget {
  readonly Bucket: string;
  readonly Key: string;
}

/** Content types that a browser runs as a page. */
const pages = /html|xml/;

/** S3 cannot send a Content-Security-Policy that sandboxes a page, so pages are saved instead of opened. */
export function signGet(
  signer: S3Client,
  target: LinkTarget,
  options: SignGetOptions,
): Promise<string> {
  const command = new GetObjectCommand({
    ...target,
    ResponseContentType: options.contentType,
    ResponseContentDisposition: contentDisposition(
      pages.test(options.contentType) ? { ...options, disposition: 'attachment' } : options,
    ),
  });
  return getSignedUrl(signer, command, { expiresIn: options.expiresInS });
}

/** A form whose policy allows one type and one size. */
export async function signPost(
  signer: S3Client,
  target: LinkTarget,
  { contentType, expiresInS, sizeBytes }: SignUploadOptions,
): Promise<SignedUpload> {
  const { url, fields } = await createPresignedPost(signer, {
    ...target,
    Fields: { 'Content-Type': contentType },
    Conditions: [['content-length-range', sizeBytes, sizeBytes]],
    Expires: expiresInS,
  });
  return { method: 'POST', url, fields };
}

/** A PUT fixes the size too, because Content-Length is a signed header. */
export async function signPut(
  signer: S3Client,
  target: LinkTarget,
  { contentType, expiresInS, sizeBytes }: SignUploadOptions,
): Promise<SignedUpload> {
  const command = new PutObjectCommand({
    ...target,
    ContentType: contentType,
    ContentLength: sizeBytes,
  });
  const url = await getSignedUrl(signer, command, {
    expiresIn: expiresInS,
    // The presigner does not sign this header by default.
    signableHeaders: new Set(['content-type']),
  });
  return { method: 'PUT', url, headers: { 'Content-Type': contentType } };
}
