/** Made by `pnpm calibrate`: degrees per unit of `expectedAngleError`. */
export const angleErrorFactors = {
  'elbow-2d': 5.51,
  'elbow-3d': 46.5,
  'shoulder-2d': 5.23,
  'shoulder-3d': 32.4,
  'hip-2d': 5.25,
  'hip-3d': 29.3,
  'knee-2d': 4.98,
  'knee-3d': 34.1,
  'ankle-2d': 5.22,
  'ankle-3d': 51.1,
} as const;
