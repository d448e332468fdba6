import {
  newUploadSchema,
  objectKeys,
  parseUserInput,
  type UploadTicket,
  uploadTicketSchema,
} from '@dance-pose/contracts';
import type { Endpoint } from '../http/endpoint.ts';
import { newJobId } from '../jobs/submit-job.ts';
import { announce } from '../upload/announcement.ts';
import { cleanFileName } from '../upload/file-name.ts';
import { tooLarge } from '../upload/receive-upload.ts';

export const createUpload: Endpoint = {
  operation: {
    operationId: 'createUpload',
    tag: 'Uploads',
    summary: 'Announce a file for a direct upload to the store',
    description:
      'Upload the file as the response says, then make a job from it: `POST /v1/jobs` with `{"uploadId": …}`.',
    requestBody: {
      description: 'Name and exact size of the file.',
      content: { 'application/json': newUploadSchema },
    },
    responses: {
      201: { description: 'URL, method and headers for the upload.', schema: uploadTicketSchema },
    },
    errors: ['invalid-request', 'upload-too-large', 'queue-unavailable', 'store-unavailable'],
  },
  async handle(call) {
    const { store, maxUploadBytes, urlTtlS, request, origin } = call;
    const { filename, sizeBytes } = parseUserInput(newUploadSchema, request.body);
    if (sizeBytes > maxUploadBytes) throw tooLarge(sizeBytes, maxUploadBytes);
    const uploadId = newJobId();
    call.about(uploadId);
    await announce(call, uploadId, { fileName: cleanFileName(filename), sizeBytes });
    const expiresAt = new Date(Date.now() + urlTtlS * 1000).toISOString();
    const upload = await store.signUpload(objectKeys.upload(uploadId), {
      expiresInS: urlTtlS,
      sizeBytes,
      contentType: 'application/octet-stream',
    });
    const body = {
      uploadId,
      upload: { ...upload, url: new URL(upload.url, origin).href },
      expiresAt,
    } satisfies UploadTicket;
    return { status: 201, headers: { 'Cache-Control': 'no-store' }, body };
  },
};
