import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Call this when the response is ready before the whole body has arrived. Closing the connection at once would show
 * many clients a broken pipe instead of the response, so the rest of the body is read and discarded for a while.
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
  // `Connection: close`, which Python's urllib sends, makes Node close it right after the response; we close it later.
  response.shouldKeepAlive = true;
  request.once('end', () => request.socket.end());
}
