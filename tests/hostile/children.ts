import { readdir, readFile, readlink } from 'node:fs/promises';
import { descendantPidsOf } from '../end-to-end/leftovers.ts';

export interface ChildrenSeen extends AsyncDisposable {
  /** Largest private, writable memory of a single child at any time; `VmData` of Linux. */
  readonly peakBytes: number;
  /** Command names. */
  readonly names: ReadonlySet<string>;
  /** Open sockets of ffmpeg and ffprobe, one per line. */
  readonly sockets: readonly string[];
}

/** Polls all children of this process until it is disposed. Needs Linux's /proc. */
export function watchChildren(everyMs: number): ChildrenSeen {
  const seen = { peakBytes: 0, names: new Set<string>(), sockets: [] as string[] };
  const stop = new AbortController();
  const watching = (async () => {
    while (!stop.signal.aborted) {
      for (const pid of await descendantPidsOf(process.pid)) await inspectProcess(pid, seen);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    get peakBytes() {
      return seen.peakBytes;
    },
    names: seen.names,
    sockets: seen.sockets,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}

interface Seen {
  peakBytes: number;
  readonly names: Set<string>;
  readonly sockets: string[];
}

async function inspectProcess(pid: number, seen: Seen): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const name = status.match(/^Name:\s+(\S+)/)?.[1];
  if (name === undefined) return;
  seen.names.add(name);
  const kibibytes = Number(status.match(/^VmData:\s+(\d+)/m)?.[1] ?? 0);
  seen.peakBytes = Math.max(seen.peakBytes, kibibytes * 1024);
  // A shell that is about to become one of them briefly has our pipes on other descriptors.
  if (!name.startsWith('ff')) return;
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    // 0 to 2 are our own pipes, which Node creates as sockets.
    if (Number(fd) > 2 && target.startsWith('socket:')) seen.sockets.push(`${name} ${target}`);
  }
}
