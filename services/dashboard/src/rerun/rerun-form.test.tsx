import { expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeService, problem, someJob } from '../testing/fake-service.ts';
import { RerunForm } from './rerun-form.tsx';

const service = fakeService();
const job = someJob({ state: 'completed' });
const made = someJob({ id: 'b'.repeat(32) as typeof job.id });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('Reanalyse sends the options of the measurement and opens the new job', async () => {
  service.on(`POST /v1/jobs/${job.id}/reanalyse`, { status: 202, body: made });
  render(<RerunForm job={job} />);
  fireEvent.change(screen.getByLabelText(/Smoothing before measuring/), {
    target: { value: '10' },
  });
  await userEvent.click(screen.getByLabelText('OpenPose (JSON)'));
  await press('Reanalyse');
  await waitFor(() => expect(location.pathname).toBe(`/jobs/${made.id}`));
  expect(service.seen).toEqual([
    {
      line: `POST /v1/jobs/${job.id}/reanalyse`,
      body: { analysis: { cutoffHz: 10, minVisibility: 0.5, exports: ['openpose'] } },
    },
  ]);
});

test('Rerender sends the overlay too', async () => {
  service.on(`POST /v1/jobs/${job.id}/rerender`, { status: 202, body: made });
  render(<RerunForm job={job} />);
  await userEvent.click(screen.getByLabelText('Joint angles'));
  await press('Rerender');
  expect(service.seen[0]?.body).toMatchObject({
    overlay: { showAngles: true, style: 'skeleton' },
    analysis: { cutoffHz: 6 },
  });
});

test('a refusal is shown, and the form can be sent again', async () => {
  service.on(`POST /v1/jobs/${job.id}/rerender`, {
    status: 410,
    body: problem(410, 'input-missing', 'The uploaded file has expired.'),
  });
  render(<RerunForm job={job} />);
  await press('Rerender');
  expect((await screen.findByRole('alert')).textContent).toBe('The uploaded file has expired.');
  expect(screen.getByRole('button', { name: 'Rerender' }).hasAttribute('disabled')).toBe(false);
});
