import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Size } from '@dance-pose/contracts';

/** Targets of hostile files: a text file, another user's video, and a server that records connections. */
export interface Canary extends AsyncDisposable {
  readonly textPath: string;
  /** Random text that occurs only in the text file. */
  readonly secret: string;
  readonly videoPath: string;
  /** Size of the video; no other file has it. */
  readonly videoSize: Size;
  /** Port on 127.0.0.1, for TCP and UDP. */
  readonly port: number;
  /** Protocols of the connections to the port. */
  readonly visits: readonly string[];
  /** True if the text file or the video has been read since they were made. */
  wasRead(): Promise<boolean>;
}

/** Reading a file updates its access time if that is older than its modification time (`relatime`). */
const neverRead = new Date(0);

/**
 * @param folder is created if it is missing.
 * @param port 0 for any.
 * @throws Error with code EACCES or EADDRINUSE if the port is not available.
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
