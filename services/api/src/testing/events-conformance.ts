import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { JobDocument, JobRecord } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { eventually } from './raw-request.ts';
import { scriptWork } from './scripted-work.ts';
import { type OpenBackend, withApi } from './setup-conformance.ts';

interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Partial<JobDocument>;
}

/** The event stream of a job. */
export function eventsConformance(open: OpenBackend): void {
  const api = withApi(open, { heartbeatMs: 40 });
  const consume = () => {
    const work = scriptWork(api().backend.store);
    api().backend.consume(work);
    return work;
  };
  const follow = (id: string, init: RequestInit = {}) =>
    api().request(`/v1/jobs/${id}/events`, init);
  const after = (eventId: string) => ({ headers: { 'Last-Event-ID': eventId } });

  test('streams a job from its current state to its end, and ends with it', async () => {
    const work = consume();
    const { id } = await api().submit('slow.mp4');
    const response = await follow(id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    setTimeout(work.finish, 200);
    const text = await response.text();
    const events = parse(text);
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['job']));
    const percents = events.map(({ data }) => data.progress?.percent ?? 0);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(events.at(-1)?.data).toMatchObject({
      id,
      state: 'completed',
      result: { previewUrl: expect.stringMatching(/annotated\.mp4/) },
    });
    expect(text).toMatch(/^retry: 2000\n\n/);
    expect(text).toMatch(/\n\n: still here\n\n/);
  });

  test('resumes after the last event, and has no more events after the end', async () => {
    const work = consume();
    const { id } = await api().submit('slow.mp4');
    expect(
      await eventually(async () => (await api().backend.queue.get(id))?.progress?.percent === 30),
    ).toBe(true);
    const first = await firstEvent(await follow(id));
    const resumed = await follow(id, after(first?.id ?? ''));
    setTimeout(work.finish, 100);
    const events = parse(await resumed.text());
    expect(events[0]?.data).not.toMatchObject({ state: 'active', progress: { percent: 30 } });
    expect(events.at(-1)?.data.state).toBe('completed');
    const over = await follow(id, after(events.at(-1)?.id ?? ''));
    expect([over.status, await over.text()]).toEqual([204, '']);
    const missed = parse(await (await follow(id, after(first?.id ?? ''))).text());
    expect(missed.map(({ data }) => data.state)).toEqual(['completed']);
    const nonsense = parse(await (await follow(id, after('what?'))).text());
    expect(nonsense.map(({ data }) => data.state)).toEqual(['completed']);
  });

  test('has an event when the job is deleted', async () => {
    const { id } = await api().submit('nobody takes it.mp4');
    const response = await follow(id);
    setTimeout(() => void api().request(`/v1/jobs/${id}`, { method: 'DELETE' }), 50);
    expect(parse(await response.text()).at(-1)).toMatchObject({ event: 'removed', data: {} });
  });

  test('ends when the server shuts down', async () => {
    const { id } = await api().submit('nobody takes it.mp4');
    const response = await follow(id);
    setTimeout(api().startClosing, 50);
    expect(parse(await response.text()).map(({ data }) => data.state)).toEqual(['queued']);
  });

  test('stops when the client disconnects', async () => {
    const { id } = await api().submit('nobody takes it.mp4');
    const following = get(new URL(`/v1/jobs/${id}/events`, api().url));
    const [response] = (await once(following, 'response')) as [IncomingMessage];
    await once(response, 'data');
    following.destroy();
    const ended = () => api().logged.some(({ path }) => String(path).endsWith('/events'));
    expect(await eventually(ended)).toBe(true);
    expect(api().logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  test('has one event for a job that only the store has', async () => {
    const work = consume();
    const { id } = await api().submit('a.mp4');
    await api().end(id);
    const record = (await api().backend.queue.get(id)) as JobRecord;
    await api().backend.queue.remove(id);
    expect(await eventually(async () => (await api().keys()).length <= 1)).toBe(true);
    await work.recordOutcome(record);
    const [only, ...more] = parse(await (await follow(id)).text());
    expect([only?.data.state, more]).toEqual(['completed', []]);
    expect((await follow(id, after(only?.id ?? ''))).status).toBe(204);
  });
}

function parse(stream: string): ServerEvent[] {
  return stream
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
      return { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
    });
}

async function firstEvent(response: Response): Promise<ServerEvent | undefined> {
  const chunks = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream());
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    const [first] = parse(text.slice(0, text.lastIndexOf('\n\n') + 2));
    if (first !== undefined) return first;
  }
  return undefined;
}
