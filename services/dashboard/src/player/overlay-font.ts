import fontUrl from '@expo-google-fonts/barlow-condensed/600SemiBold/BarlowCondensed_600SemiBold.ttf?url';

let loading: Promise<unknown> | undefined;

/** Loads the font of the drawn video, once. */
export function loadOverlayFont(): Promise<unknown> {
  loading ??= new FontFace('DancePose', `url(${fontUrl})`)
    .load()
    .then((font) => document.fonts.add(font));
  return loading;
}
