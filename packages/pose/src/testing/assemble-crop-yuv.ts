import { readFile } from 'node:fs/promises';
import asc from 'assemblyscript/asc';

/** The text of `native/crop-yuv-code.ts` as its source in AssemblyScript wants it to be. */
export async function assembleCropYuv(): Promise<string> {
  const source = await readFile(new URL('../../assembly/crop-yuv.ts', import.meta.url), 'utf8');
  const { binary, error, stderr } = await asc.compileString(source, {
    optimizeLevel: 3,
    noAssert: true,
    runtime: 'stub',
    enable: ['simd'],
  });
  if (binary === null) throw new Error(`${error?.message}: ${stderr}`);
  const code = Buffer.from(binary).toString('base64');
  return [
    '/** WebAssembly of assembly/crop-yuv.ts, by `pnpm --dir packages/pose run assemble`; base64. */',
    `export const cropYuvCode =\n  '${code}';`,
    '',
  ].join('\n');
}
