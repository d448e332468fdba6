import { type PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  readonly name: string;
  /** Asked for once, when it is the file's turn. */
  json(): string;
}

/** The earliest that a zip archive can tell: the same files make the same bytes, whenever it is. */
const modified = new Date(1980, 0, 1);

/**
 * A zip archive, made while it is read: of the files only the one that is being written is held. More than
 * 65,535 of them (half an hour of film) need Zip64, which the library writes by itself.
 */
export async function* zipped(files: readonly ZippedFile[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const archive = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => archive.destroy(error));
  const options = { mtime: modified, mode: 0o100644, forceDosTimestamp: true };
  for (const file of files) {
    zip.addReadStreamLazy(file.name, options, (give) => {
      try {
        give(null, Readable.from([file.json()]));
      } catch (error) {
        // The library calls back out of nowhere: thrown on, this would end the process.
        zip.emit('error', error);
      }
    });
  }
  zip.end();
  yield* archive;
}
