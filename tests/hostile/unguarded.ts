import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** FFmpeg as it opens a file when nobody forbids it anything; how it ends does not matter. */
export const unguarded = (path: string, ...options: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-v', 'error', '-nostdin', ...options, '-i', path, '-f', 'null', '-'], {
    timeout: 20_000,
  }).catch(() => {});

export const webAllowed = ['-protocol_whitelist', 'file,crypto,data,http,tcp,udp,rtp'];
