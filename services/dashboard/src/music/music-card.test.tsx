import type { Music, Report } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPlayhead } from '../player/playhead.ts';
import { fakeService, problem, someJob } from '../testing/fake-service.ts';
import { MusicCard } from './music-card.tsx';

const service = fakeService();
const job = someJob({ state: 'completed' });
const made = someJob({ id: 'b'.repeat(32) as typeof job.id });
const line = `POST /v1/jobs/${job.id}/reanalyse`;

const heard: Music = {
  heard: 'beat',
  ...{ bpm: 139.96, meter: 4, counts: 8, alternatives: [69.98, 310], given: {}, beats: [] },
  sections: [{ startMs: 0, endMs: 8000, bpm: 139.96 }],
  ...{ confidence: 'medium', clarity: 0.5, countConfidence: 'low' },
};

function show({ music = heard, of = job }: { music?: Music; of?: typeof job } = {}) {
  const playhead = createPlayhead();
  const report = { music, source: { durationMs: 8000 } } as Report;
  render(<MusicCard job={of} report={report} playhead={playhead} />);
  return playhead;
}
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = (name: string | RegExp) => userEvent.click(button(name));
const tempo = () => screen.getByLabelText<HTMLInputElement>(/Tempo/);

test('offers the tempo and its alternatives, and analyses again with the choice', async () => {
  service.on(line, { status: 202, body: made });
  show();
  expect(screen.getByText(/140 beats per minute, 4 in a bar, counted in eights/)).not.toBeNull();
  const choices = within(screen.getByRole('group', { name: /Which tempo/ })).getAllByRole('button');
  expect(choices.map(({ textContent }) => textContent)).toEqual(['70', '140 (as heard)']);
  expect(button('140 (as heard)').getAttribute('aria-pressed')).toBe('true');
  expect(button('Analyse again').hasAttribute('disabled')).toBe(true);
  await press('70');
  await press('140 (as heard)');
  expect(button('Analyse again').hasAttribute('disabled')).toBe(true);
  await press('70');
  expect(button('70').getAttribute('aria-pressed')).toBe('true');
  expect(tempo().value).toBe('70');
  await press('Analyse again');
  await waitFor(() => expect(location.pathname).toBe(`/jobs/${made.id}`));
  expect(service.seen).toEqual([{ line, body: { music: { bpm: 70 } } }]);
});

test('sends the metre and the “one” at the position of the player', async () => {
  service.on(line, { status: 202, body: made });
  const playhead = show();
  act(() => playhead.seek(1.2345));
  await press('Mark a “one” here');
  expect(screen.getByRole('status').textContent).toBe('“One” at 0:01.2');
  await userEvent.selectOptions(screen.getByLabelText('Metre'), '3');
  await press('Analyse again');
  expect(service.seen[0]?.body).toEqual({ music: { meter: 3, oneMs: 1235 } });
});

test('a “one” is never after the end of the analysed part', async () => {
  service.on(line, { status: 202, body: made });
  const playhead = show();
  act(() => playhead.seek(8.05));
  await press('Mark a “one” here');
  await press('Analyse again');
  expect(service.seen[0]?.body).toEqual({ music: { oneMs: 8000 } });
});

test('taps count on the clock of the clip while it plays, however slowly', async () => {
  const playhead = show();
  act(() => playhead.isPlaying.set(() => true));
  for (const seconds of [0, 0.75, 1.5, 2.25]) {
    act(() => playhead.seek(seconds));
    await press('Tap the beat');
  }
  expect(tempo().value).toBe('80');
});

test('unsets what an earlier analysis had set', async () => {
  service.on(line, { status: 202, body: made });
  const options = { ...job.options, music: { bpm: 70, oneMs: 1200 } };
  show({ music: { ...heard, bpm: 70, given: options.music }, of: { ...job, options } });
  expect(screen.getByText('You have set the tempo, a “one”.')).not.toBeNull();
  await userEvent.clear(tempo());
  await press('Clear the “one”');
  await press('Analyse again');
  expect(service.seen[0]?.body).toEqual({ music: { bpm: null, oneMs: null } });
});

test('rerenders a video that shows the beats', async () => {
  const rerender = `POST /v1/jobs/${job.id}/rerender`;
  service.on(rerender, { status: 202, body: made });
  const overlay = { ...job.options.overlay, showBeats: true };
  show({ of: { ...job, options: { ...job.options, overlay } } });
  await press('70');
  await press('Analyse again');
  expect(service.seen).toEqual([{ line: rerender, body: { music: { bpm: 70 } } }]);
});

test('shows why it is refused', async () => {
  service.on(line, { status: 410, body: problem(410, 'input-missing', 'The file has expired.') });
  show();
  await press('70');
  await press('Analyse again');
  expect((await screen.findByRole('alert')).textContent).toBe('The file has expired.');
});

test('says why no beat was found, and accepts a tempo', async () => {
  const reason = { code: 'music-no-beat', values: {}, text: 'No steady beat was found.' };
  show({ music: { heard: 'no-beat', reason } });
  expect(screen.getByText('No steady beat was found.')).not.toBeNull();
  await userEvent.type(tempo(), '96');
  expect(button('Analyse again').hasAttribute('disabled')).toBe(false);
});

test.each([
  ['no-sound', 'music-no-sound'],
  ['silence', 'music-silent'],
  ['no-beat', 'music-too-short'],
] as const)('is not shown for %s, %s', (without, code) => {
  show({ music: { heard: without, reason: { code, values: {}, text: 'None.' } } });
  expect(screen.queryByRole('heading')).toBeNull();
});

test('works for jobs from before these options', async () => {
  service.on(line, { status: 202, body: made });
  const { music: _, ...options } = job.options;
  show({ of: { ...job, options: options as typeof job.options } });
  await press('70');
  await press('Analyse again');
  expect(service.seen[0]?.body).toEqual({ music: { bpm: 70 } });
});
