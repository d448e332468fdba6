/** Made by `pnpm calibrate`: probabilities, and half-widths of their intervals as shares of the error. */
export const errorShape = [
  [0.1, 0.018],
  [0.2, 0.06],
  [0.3, 0.11],
  [0.4, 0.16],
  [0.5, 0.21],
  [0.6, 0.28],
  [0.7, 0.37],
  [0.8, 0.49],
  [0.9, 0.7],
  [0.95, 0.89],
] as const;
