import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Called when the answer is known before the whole body has arrived. Closing the connection at once would
 * reach many clients as a broken pipe in place of the answer, so what still comes is read and thrown away,
 * but only for a while.
 */
export function lingerForBody(
  request: IncomingMessage,
  response: ServerResponse,
  lingerMs = 10_000,
): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), lingerMs).unref();
  request.once('close', () => clearTimeout(timer));
  if (response.shouldKeepAlive) return;
  // `Connection: close`, as Python's urllib sends it: Node would close it once the answer is out, so we do it ourselves.
  response.shouldKeepAlive = true;
  request.once('end', () => request.socket.end());
}
