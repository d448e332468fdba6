import { writeFile } from 'node:fs/promises';
import { assembleCropYuv } from './assemble-crop-yuv.ts';

const file = new URL('../native/crop-yuv-code.ts', import.meta.url);
await writeFile(file, await assembleCropYuv());
