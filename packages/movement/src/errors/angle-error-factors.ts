import type { AngleErrorFactors } from './angle-errors.ts';

/** Made by `pnpm calibrate`: degrees per unit of `expectedAngleError`. */
export const angleErrorFactors: AngleErrorFactors = {
  'shoulder-2d': 10,
  'elbow-2d': 10,
  'hip-2d': 10,
  'knee-2d': 10,
  'ankle-2d': 10,
  'shoulder-3d': 30,
  'elbow-3d': 30,
  'hip-3d': 30,
  'knee-3d': 30,
  'ankle-3d': 30,
};
