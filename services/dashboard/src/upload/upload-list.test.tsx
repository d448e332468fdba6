import { beforeEach, expect, jest, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { UploadList } from './upload-list.tsx';
import { addFiles, type Upload, uploads } from './uploads.ts';

const file = new File([new Uint8Array(2000)], 'dance.mp4', { type: 'video/mp4' });
const upload = (changes: Partial<Upload>): Upload => ({
  ...{ key: '1', file, options: {}, state: 'waiting', sentBytes: 0, speed: null, problem: null },
  ...changes,
});
const buttons = () => screen.getAllByRole('button').map((one) => one.textContent);

function show(changes: Partial<Upload>): void {
  uploads.set(() => [upload(changes)]);
  render(<UploadList />);
}

beforeEach(() => uploads.set(() => []));

test.each<[Partial<Upload>, RegExp, string[]]>([
  [{ state: 'waiting' }, /Waiting to upload · 2\s?kB/, ['Pause', 'Cancel']],
  [
    { state: 'sending', sentBytes: 500, speed: 100 },
    /Uploading · 25\s?% · 500 bytes of 2\s?kB · 100 bytes\/s · 15 s left/,
    ['Pause', 'Cancel'],
  ],
  [{ state: 'sending', sentBytes: 2000 }, /100\s?%/, ['Cancel']],
  [{ state: 'paused' }, /from the beginning/, ['Resume', 'Cancel']],
  [{ state: 'failed', problem: 'No connection.' }, /No connection\./, ['Retry', 'Cancel']],
  [{ state: 'refused', problem: 'The file is empty.' }, /empty/, ['Dismiss']],
])('%j', (changes, text, actions) => {
  show(changes);
  expect(screen.getByRole('listitem').textContent).toMatch(text);
  expect(buttons()).toEqual(actions);
});

test('a file that exists only here learns that it will not be sent', async () => {
  const owner = { onStored: jest.fn(), onDropped: jest.fn() };
  render(<UploadList />);
  act(() => addFiles([new File([], 'take.webm', { type: 'video/webm' })], {}, owner));
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss take.webm' }));
  expect(owner.onDropped).toHaveBeenCalledTimes(1);
  expect(owner.onStored).not.toHaveBeenCalled();
});

test('a refused file is reported and never sent, and can be dismissed', async () => {
  render(<UploadList />);
  act(() => addFiles([new File([], 'empty.mp4', { type: 'video/mp4' })], {}));
  expect(screen.getByRole('alert').textContent).toBe('The file is empty.');
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss empty.mp4' }));
  expect(screen.queryByRole('list')).toBeNull();
});
