/** One message of an event stream. */
export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/**
 * Reads Server-Sent Events (WHATWG HTML, section 9.2.6). Skips comments and messages without data.
 * @param body of a `fetch` response; cancelled if the reader stops early.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamMessage> {
  let message = { event: 'message', data: [] as string[] };
  let id = '';
  for await (const line of linesOf(body)) {
    if (line === '') {
      if (message.data.length > 0)
        yield { event: message.event, id, data: message.data.join('\n') };
      message = { event: 'message', data: [] };
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') message.event = value;
    else if (field === 'data') message.data.push(value);
    else if (field === 'id') id = value;
  }
}

/** Lines end with CR, LF or CR LF; an unterminated last line is dropped. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A CR at the end of a chunk may be the first half of a CR LF.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {}); // The stream itself has failed: there is nothing to cancel.
  }
}
