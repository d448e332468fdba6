import type { Moment, Report } from '@dance-pose/contracts';
import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPlayhead } from '../player/playhead.ts';
import { someJob } from '../testing/fake-service.ts';
import { MomentList } from './moment-list.tsx';
import { Summary } from './summary.tsx';

const momentAt = (peakMs: number, change: Partial<Moment> = {}): Moment => ({
  ...{ kind: 'jump', startMs: peakMs - 200, peakMs, endMs: peakMs + 200, frame: peakMs / 10 },
  ...{ side: null, metric: 'jump-rise', value: 0.3, unit: 'S', error: 0.05 },
  ...{ confidence: 'medium', phrase: 0, count: 5 },
  ...change,
});
const moments = [
  momentAt(2000),
  momentAt(6000),
  momentAt(7000, { kind: 'largest-angle', metric: 'left-knee-range', confidence: 'low' }),
];
const sentence = (text: string, shown: readonly number[]) => ({
  ...{ code: 'turns-and-jumps', values: {}, text },
  moments: shown,
});
const report = {
  source: { durationMs: 10_000 },
  summary: [sentence('You make 2 jumps.', [1, 0]), sentence('You dance upright.', [])],
  moments,
} as unknown as Report;

test('a sentence goes to its moments, the most telling first, and repeats them', async () => {
  const playhead = createPlayhead();
  render(<Summary report={report} playhead={playhead} />);
  const jumps = screen.getByRole('button', { name: 'You make 2 jumps.' });
  await userEvent.click(jumps);
  expect(playhead.seconds.get()).toBe(5.3);
  expect(playhead.loop.get()).toMatchObject({ startMs: 5300, endMs: 6700 });
  expect(jumps.textContent).toContain('1 of 2');
  await userEvent.click(jumps);
  expect(playhead.seconds.get()).toBe(1.3);
  await userEvent.click(jumps);
  expect(playhead.seconds.get()).toBe(5.3);
  expect(screen.queryByRole('button', { name: /upright/ })).toBeNull();
});

test('the list has every moment; what is not certain is folded', async () => {
  const playhead = createPlayhead();
  render(<MomentList job={someJob()} report={report} playhead={playhead} />);
  expect(screen.getAllByRole('button', { name: /^0:.*Jump/ })).toHaveLength(2);
  expect(screen.getByText('1 more, less certain')).not.toBeNull();
  const [first] = screen.getAllByRole('button', { name: /0:02.0.*Jump.*phrase 1.*count 5/ });
  expect(first?.getAttribute('aria-pressed')).toBe('false');
  await userEvent.click(first as HTMLElement);
  expect(first?.getAttribute('aria-pressed')).toBe('true');
  expect(playhead.seconds.get()).toBe(1.3);
});

test('each moment has its thumbnail, if the result has any', () => {
  const job = someJob();
  const thumbnails = { count: 40, columns: 10, width: 160, height: 80, everyMs: 250 };
  const result = {
    ...{ artifacts: [], warnings: [], previewUrl: '', downloadUrl: '', expiresAt: '' },
    summary: {
      engine: '',
      model: '',
      framesAnalysed: 0,
      framesWithPerson: 0,
      meanVisibility: null,
    },
    thumbnails,
  };
  const { container } = render(
    <MomentList job={{ ...job, result }} report={report} playhead={createPlayhead()} />,
  );
  const [first] = container.querySelectorAll<HTMLElement>('.thumbnail');
  // 2000 ms is picture 8 of the first row; pictures are 56 pixels wide.
  expect(first?.style.backgroundPosition).toBe('-448px 0px');
  expect(first?.style.backgroundSize).toBe('560px 112px');
});
