import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

interface Assembled {
  /** Path of the module that contains the WebAssembly. */
  readonly path: string;
  /** Its text, compiled from the AssemblyScript source. */
  readonly text: string;
}

/** All WebAssembly modules: package, AssemblyScript source, TypeScript module, name of the export. */
const modules = [
  ['packages/pose', 'assembly/crop-yuv.ts', 'src/native/crop-yuv-code.ts', 'cropYuvCode'],
  [
    'packages/pipeline',
    'assembly/video-pixels.ts',
    'src/render/video-pixels-code.ts',
    'videoPixelsCode',
  ],
] as const;

export const assembled = (): Promise<Assembled[]> =>
  Promise.all(
    modules.map(async ([home, source, module, name]) => ({
      path: pathOf(`${home}/${module}`),
      text: [
        `/** WebAssembly of ${source}, by \`pnpm assemble\`; base64. */`,
        `export const ${name} =\n  '${await assemble(pathOf(`${home}/${source}`))}';`,
        '',
      ].join('\n'),
    })),
  );

async function assemble(path: string): Promise<string> {
  const { binary, error, stderr } = await asc.compileString(await readFile(path, 'utf8'), {
    optimizeLevel: 3,
    noAssert: true,
    runtime: 'stub',
    enable: ['simd'],
  });
  if (binary === null) throw new Error(`${path}: ${error?.message}: ${stderr}`);
  return Buffer.from(binary).toString('base64');
}

const pathOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
