import { writeFile } from 'node:fs/promises';
import { assembled } from './assembled.ts';

for (const { path, text } of await assembled()) await writeFile(path, text);
