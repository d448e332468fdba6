import { writeWhole } from '../probe/whole-file.ts';
import type { PartPaths } from './poster.ts';

/**
 * Publishes several files once all are complete. After a failure or an abort none is left.
 * @param write receives the paths of the files while they are incomplete, under the same names.
 */
export async function writeTogether<Paths extends PartPaths>(
  paths: Paths,
  write: (parts: Paths) => Promise<void>,
): Promise<void> {
  const fill = Object.entries(paths).reduceRight<(parts: object) => Promise<void>>(
    (next, [name, path]) =>
      (parts) =>
        writeWhole(path, (part) => next({ ...parts, [name]: part })),
    (parts) => write(parts as unknown as Paths),
  );
  await fill({});
}
