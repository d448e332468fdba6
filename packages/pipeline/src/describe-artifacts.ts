import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Artifact, type ArtifactName, artifactMediaTypes } from '@dance-pose/contracts';

/** Reads size and SHA-256 of the named files in a folder. */
export async function describeArtifacts(
  folder: string,
  names: readonly ArtifactName[],
  signal: AbortSignal,
): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const name of names) {
    const hash = createHash('sha256');
    const file = createReadStream(join(folder, name));
    await pipeline(file, hash, { signal });
    const mediaType = artifactMediaTypes[name];
    artifacts.push({ name, mediaType, sizeBytes: file.bytesRead, sha256: hash.digest('hex') });
  }
  return artifacts;
}
