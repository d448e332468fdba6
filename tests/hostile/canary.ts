import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Size } from '@dance-pose/contracts';

/** What hostile files are after: a text, somebody else's film, a server that hears who comes. */
export interface Canary extends AsyncDisposable {
  readonly textPath: string;
  /** Stands in the text and nowhere else. */
  readonly secret: string;
  readonly videoPath: string;
  /** Of the film's picture; no file of ours has it. */
  readonly videoSize: Size;
  /** On 127.0.0.1, for TCP and UDP. */
  readonly port: number;
  /** Who came to the port. */
  readonly visits: readonly string[];
  /** Whether anybody has read text or film since they were made. */
  wasRead(): Promise<boolean>;
}

/** Reading a file moves its time of last access where that is not younger than its last change (`relatime`). */
const neverRead = new Date(0);

/**
 * @param folder is made when it is not there.
 * @param port 0 for any.
 * @throws Error with code EACCES or EADDRINUSE when the port cannot be had.
 */
export async function createCanary(folder: string, port = 0): Promise<Canary> {
  await mkdir(folder, { recursive: true });
  const paths = [join(folder, 'secret.txt'), join(folder, 'other_upload.mp4')] as const;
  const [textPath, videoPath] = paths;
  const secret = `canary-${randomUUID()}`;
  await writeFile(textPath, `${secret}\n`);
  const videoSize = { width: 66, height: 38 };
  const picture = `color=c=yellow:size=${videoSize.width}x${videoSize.height}:duration=1`;
  const video = ['-f', 'lavfi', '-i', picture, '-pix_fmt', 'yuv420p', videoPath];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...video]);
  for (const path of paths) await utimes(path, neverRead, new Date());
  const listener = await listen(port);
  return {
    ...{ textPath, secret, videoPath, videoSize, ...listener },
    async wasRead() {
      const times = await Promise.all(paths.map(async (path) => (await stat(path)).atimeMs));
      return times.some((time) => time !== neverRead.getTime());
    },
  };
}

type Listener = Pick<Canary, 'port' | 'visits' | typeof Symbol.asyncDispose>;

async function listen(wanted: number): Promise<Listener> {
  const visits: string[] = [];
  const tcp = createServer((socket) => {
    visits.push('tcp');
    socket.destroy();
  });
  tcp.listen(wanted, '127.0.0.1');
  await once(tcp, 'listening');
  const address = tcp.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  const udp = createSocket('udp4', () => visits.push('udp'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    ...{ port, visits },
    async [Symbol.asyncDispose]() {
      tcp.close();
      udp.close();
      await Promise.all([once(tcp, 'close'), once(udp, 'close')]);
    },
  };
}
