import {
  type Artifact,
  type ArtifactName,
  expiryOf,
  type JobDocument,
  type JobRecord,
  objectKeys,
  upgradeWarning,
} from '@dance-pose/contracts';
import type { SignGetOptions } from '@dance-pose/storage';
import type { Call } from '../http/endpoint.ts';

export type SigningCall = Pick<Call, 'store' | 'urlTtlS' | 'origin'>;
export type DocumentCall = SigningCall & Pick<Call, 'retention'>;

export type Disposition = SignGetOptions['disposition'];

/** The record as its owner sees it; the links are signed anew every time. */
export async function toJobDocument(call: DocumentCall, record: JobRecord): Promise<JobDocument> {
  const { owner: _hidden, result, ...rest } = record;
  const self = `${call.origin}/v1/jobs/${record.id}`;
  return {
    ...rest,
    links: { self, events: `${self}/events` },
    expiresAt: expiryOf(record, call.retention)?.toISOString() ?? null,
    result: result === null ? null : await signResult(call, record, result),
  };
}

type Result = NonNullable<JobRecord['result']>;

async function signResult(
  call: SigningCall,
  record: JobRecord,
  result: Result,
): Promise<NonNullable<JobDocument['result']>> {
  const annotated = annotatedArtifact(result);
  const expiresAt = new Date(Date.now() + call.urlTtlS * 1000).toISOString();
  const [previewUrl, downloadUrl, artifacts] = await Promise.all([
    signArtifact(call, record, annotated, 'inline'),
    signArtifact(call, record, annotated, 'attachment'),
    Promise.all(
      result.artifacts.map(async (artifact) => ({
        ...artifact,
        url: await signArtifact(call, record, artifact, 'inline'),
      })),
    ),
  ]);
  // The queue may hold results of an earlier version.
  const warnings = result.warnings.map(upgradeWarning);
  return { ...result, warnings, artifacts, previewUrl, downloadUrl, expiresAt };
}

/** The annotated clip or picture. */
export function annotatedArtifact(result: Result): Artifact {
  const found = result.artifacts.find(({ name }) => name.startsWith('annotated.'));
  if (found === undefined) throw new Error('a completed job has no annotated artifact');
  return found;
}

/** A link that anybody can open for `urlTtlS` seconds. */
export async function signArtifact(
  call: SigningCall,
  record: JobRecord,
  artifact: Artifact,
  disposition: Disposition,
): Promise<string> {
  return signObject(call, objectKeys.artifact(record.id, artifact.name), {
    contentType: artifact.mediaType,
    disposition,
    fileName: downloadName(record.source.fileName, artifact.name),
  });
}

/** A link to an object of the store that anybody can open for `urlTtlS` seconds. */
export async function signObject(
  { store, origin, urlTtlS }: SigningCall,
  key: string,
  options: Omit<SignGetOptions, 'expiresInS'>,
): Promise<string> {
  const url = await store.signGet(key, { ...options, expiresInS: urlTtlS });
  return new URL(url, origin).href;
}

/** `My dance.mov` and `annotated.mp4` make `My dance-annotated.mp4`. */
export const downloadName = (fileName: string, artifact: ArtifactName): string =>
  withStem(fileName, artifact);

/** `My dance.mov` and moment 3 make `My dance-moment-3.mp4`. */
export const momentFileName = (fileName: string, moment: number): string =>
  withStem(fileName, `moment-${moment}.mp4`);

function withStem(fileName: string, name: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  return stem === '' ? name : `${stem}-${name}`;
}
