import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Returns a free TCP port of 127.0.0.1; another program may take it before the caller does. */
export async function freePort(): Promise<number> {
  return bindOnce({ port: 0, host: '127.0.0.1' });
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

async function bindOnce(at: { port: number; host: string }): Promise<number> {
  const server = createServer().listen(at);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
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
