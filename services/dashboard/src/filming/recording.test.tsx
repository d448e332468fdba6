import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { pieceMs, silenceMs, startRecording } from './recording.ts';

/** A recorder that does what the test says. */
class FakeRecorder {
  static isTypeSupported = (type: string): boolean => type === 'video/webm';
  static last: FakeRecorder;
  state = 'inactive';
  readonly mimeType = 'video/webm';
  ondataavailable: (event: { data: Blob }) => void = () => {};
  onerror: () => void = () => {};
  onstop: () => void = () => {};
  constructor() {
    FakeRecorder.last = this;
  }
  start(): void {
    this.state = 'recording';
  }
  stop(): void {
    this.state = 'inactive';
    this.deliver('the rest');
    this.onstop();
  }
  deliver(text: string): void {
    this.ondataavailable({ data: new Blob([text]) });
  }
}

const camera = { onended: null as (() => void) | null };
const stream = { getVideoTracks: () => [camera] } as unknown as MediaStream;
let pieces: number[] = [];
const start = () => startRecording(stream, (piece) => pieces.push(piece.size));
const before = globalThis.MediaRecorder;

beforeEach(() => {
  jest.useFakeTimers();
  pieces = [];
  globalThis.MediaRecorder = FakeRecorder as unknown as typeof MediaRecorder;
});
afterEach(() => {
  jest.useRealTimers();
  globalThis.MediaRecorder = before;
});

test('delivers pieces until it is stopped, the last one too', async () => {
  const recording = start();
  FakeRecorder.last.deliver('one');
  jest.advanceTimersByTime(10 * silenceMs);
  FakeRecorder.last.deliver('two');
  recording.stop();
  expect(await recording.ended).toBeUndefined();
  expect(pieces).toEqual([3, 3, 8]);
});

test('a recorder that stays silent is stopped while it records, not after the dance', async () => {
  const recording = start();
  FakeRecorder.last.deliver('');
  jest.advanceTimersByTime(silenceMs - pieceMs);
  expect(FakeRecorder.last.state).toBe('recording');
  jest.advanceTimersByTime(pieceMs);
  expect(FakeRecorder.last.state).toBe('inactive');
  expect(await recording.ended).toBe('no-bytes');
});

test('a recorder that fails says so, and keeps what it has', async () => {
  const recording = start();
  FakeRecorder.last.deliver('one');
  FakeRecorder.last.onerror();
  expect(await recording.ended).toBe('failed');
  expect(pieces).toEqual([3, 8]);
});

test('a camera that goes away ends the recording', async () => {
  const recording = start();
  FakeRecorder.last.deliver('one');
  camera.onended?.();
  expect(await recording.ended).toBe('unplugged');
});
