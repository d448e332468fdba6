import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** Font family of `packages/overlay`. */
const family = 'DancePose';

/**
 * Registers the overlay's font with the canvas, once per process. It is Barlow Condensed (SIL Open Font License) from a
 * package, because a minimal system has no fonts at all.
 */
export function registerOverlayFont(): void {
  if (GlobalFonts.has(family)) return;
  const require = createRequire(import.meta.url);
  const packageFile = require.resolve('@expo-google-fonts/barlow-condensed/package.json');
  const path = join(dirname(packageFile), '600SemiBold/BarlowCondensed_600SemiBold.ttf');
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`${path} is not a font`);
}
