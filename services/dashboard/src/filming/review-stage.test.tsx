import { expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReviewStage } from './review-stage.tsx';

const take = {
  ...{ id: 'a', owner: '', startedAt: 0, mimeType: 'video/webm', durationMs: 14_200 },
} as const;
const onSend = jest.fn();

// jsdom has no addresses for files.
URL.createObjectURL ??= () => 'blob:take';
URL.revokeObjectURL ??= () => {};

function show(interruption?: 'unplugged', isKept = true): HTMLVideoElement {
  const file = new File(['take'], 'take.webm');
  render(<ReviewStage {...{ take, file, interruption, isKept, onSend }} onAgain={() => {}} />);
  return screen.getByLabelText<HTMLVideoElement>('Your take');
}
const slide = (name: string, value: number) =>
  fireEvent.change(screen.getByRole('slider', { name }), { target: { value } });
const send = () => userEvent.click(screen.getByRole('button', { name: 'Analyse this take' }));

test('sends the whole take, or the part that was chosen', async () => {
  show();
  await send();
  expect(onSend).toHaveBeenLastCalledWith(undefined);
  slide('From', 2);
  slide('To', 9.5);
  expect(screen.getByText('0:07.5 will be analysed.')).not.toBeNull();
  await send();
  expect(onSend).toHaveBeenLastCalledWith({ startMs: 2000, endMs: 9500 });
});

test('the length is that of the file once it is known: a recorder may have started late', async () => {
  const video = show();
  Object.defineProperty(video, 'duration', { value: 3.5 });
  fireEvent(video, new Event('durationchange'));
  expect(screen.getByText('0:03.5 will be analysed.')).not.toBeNull();
  slide('From', 3.4);
  await send();
  expect(onSend).toHaveBeenLastCalledWith({ startMs: 2500 });
});

test('says what went wrong with it', () => {
  show('unplugged', false);
  expect(screen.getByText(/The camera was switched off/)).not.toBeNull();
  expect(screen.getByText(/cannot keep the take/)).not.toBeNull();
});
