import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** The family that `packages/overlay` writes in. */
const family = 'DancePose';

/** Barlow Condensed (SIL Open Font License) from a package: a bare machine has no fonts at all. */
const fontFile = '@expo-google-fonts/barlow-condensed/600SemiBold/BarlowCondensed_600SemiBold.ttf';

/** Makes the overlay's font known to the canvas, once per process. */
export function registerOverlayFont(): void {
  if (GlobalFonts.has(family)) return;
  const path = createRequire(import.meta.url).resolve(fontFile);
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`${path} is no font`);
}
