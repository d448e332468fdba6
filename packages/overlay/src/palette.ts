import type { OverlayOptions } from '@dance-pose/contracts';
import type { Side } from './body-parts.ts';

export type Palette = Readonly<Record<Side, string>>;

/** Bright enough on black; the {@link outline} makes it visible on white. */
const centre = '#f6f5f1';

/**
 * Colours of the dancer's left and right side. Each pair differs in lightness as well as in hue, so that
 * people with any kind of colour vision can distinguish them.
 */
export const palettes: Readonly<Record<OverlayOptions['colour'], Palette>> = {
  'orange-blue': { left: '#ff9a2e', right: '#2f9bff', centre },
  'magenta-green': { left: '#f53fb5', right: '#5fe08a', centre },
  'yellow-violet': { left: '#ffdc3d', right: '#9a68ff', centre },
};

/** Surrounds every line, dot and letter. */
export const outline = '#0d1017';
