import { type PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  readonly name: string;
  /** Generates the content; called once, when the file is written. */
  json(): string;
}

/** The earliest date of a zip archive; constant, so that the same files always give the same bytes. */
const modified = new Date(1980, 0, 1);

/**
 * Generates a zip archive while it is read; only the file being written is in memory. More than 65,535 files (half an
 * hour of video) need Zip64, which the library uses automatically.
 */
export async function* zipArchive(files: readonly ZippedFile[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const archive = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => archive.destroy(error));
  const options = { mtime: modified, mode: 0o100644, forceDosTimestamp: true };
  for (const file of files) {
    zip.addReadStreamLazy(file.name, options, (callback) => {
      try {
        callback(null, Readable.from([file.json()]));
      } catch (error) {
        // An exception in the library's callback could not be caught and would end the process.
        zip.emit('error', error);
      }
    });
  }
  zip.end();
  yield* archive;
}
