import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that the system does not give to outgoing connections and to servers that ask for any port (Linux gives those
 * from 32768 on, other systems later ones): a port from there could be taken before the caller listens on it.
 */
const [firstPort, endPort] = [10_000, 32_768];

/** Returns a random free TCP port of 127.0.0.1. It is not reserved, but hardly anything else takes it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstPort, endPort);
    if (await isFree(port, '127.0.0.1')) return port;
  }
}

/** True if a server can listen on the port now. */
export async function isFree(port: number, host: string): Promise<boolean> {
  try {
    await bindOnce({ port, host });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function bindOnce(at: { port: number; host: string }): Promise<void> {
  const server = createServer().listen(at);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** True if a GET of the URL succeeds. */
export async function isServing(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // Nothing listens yet.
  }
}
