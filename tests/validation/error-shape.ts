/** Made by `pnpm calibrate`: probabilities, and half-widths of their intervals as shares of the error. */
export const errorShape = [
  [0.1, 0.018],
  [0.2, 0.061],
  [0.3, 0.11],
  [0.4, 0.16],
  [0.5, 0.22],
  [0.6, 0.29],
  [0.7, 0.38],
  [0.8, 0.51],
  [0.9, 0.73],
  [0.95, 0.93],
] as const;
