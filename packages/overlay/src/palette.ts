import type { OverlayOptions } from '@dance-pose/contracts';
import type { Side } from './body-parts.ts';

export type Palette = Readonly<Record<Side, string>>;

/** Light enough to glow on black, and with {@link outline} around them to hold on white. */
const centre = '#f6f5f1';

/**
 * The dancer's left and right side. Each pair differs in lightness as well as in hue, so that it is told
 * apart with any kind of colour vision.
 */
export const palettes: Readonly<Record<OverlayOptions['colour'], Palette>> = {
  'orange-blue': { left: '#ff9a2e', right: '#2f9bff', centre },
  'magenta-green': { left: '#f53fb5', right: '#5fe08a', centre },
  'yellow-violet': { left: '#ffdc3d', right: '#9a68ff', centre },
};

/** Drawn around every line, dot and letter. */
export const outline = '#0d1017';
