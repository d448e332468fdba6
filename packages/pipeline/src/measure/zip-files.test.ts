import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type ZippedFile, zipArchive } from './zip-files.ts';

async function read(files: readonly ZippedFile[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipArchive(files)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const files = Array.from({ length: 20 }, (_, at) => ({
  name: `clip_${at}_é.json`,
  json: () => `{"frame":${at},"name":"é"}`.repeat(at),
}));

describe('zipArchive', () => {
  test('another library reads every file unchanged', async () => {
    const found = Object.entries(unzipSync(await read(files)));
    expect(found.map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual(
      files.map(({ name, json }) => [name, json()]),
    );
  });

  test('without files is an empty archive', async () => {
    expect(unzipSync(await read([]))).toEqual({});
  });

  test('the same files give the same bytes', async () => {
    expect(Buffer.compare(await read(files), await read(files))).toBe(0);
  });

  test('a file is generated only when it is written', async () => {
    let made = 0;
    const counted = Array.from({ length: 2000 }, (_, at) => ({
      name: `${at}.json`,
      json: () => {
        made += 1;
        return Array.from({ length: 100 }, (__, k) => (at * 7919 + k * 104729) % 65521).join();
      },
    }));
    for await (const _ of zipArchive(counted)) break;
    expect(made).toBeLessThan(1500);
  });

  test('an error while a file is generated reaches the reader', async () => {
    const broken = {
      name: 'broken.json',
      json: () => {
        throw new Error('broken');
      },
    };
    await expect(read([...files, broken])).rejects.toThrow('broken');
  });
});
