import { expect, test } from '@jest/globals';
import { encodedFrames } from './progress.ts';

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

test('encodedFrames reads the counts, wherever the pipe splits the text', async () => {
  const counts: number[] = [];
  const text = chunks(
    'frame=1\nfps=0.0\nout_time=N/A\nprogress=continue\nfra',
    'me=  25',
    '0\nprogress=end\n',
  );
  for await (const count of encodedFrames(text)) counts.push(count);
  expect(counts).toEqual([1, 250]);
});
