export const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** Normalises an angle in degrees to −180…180. */
export const wrapDegrees = (angle: number): number => angle - 360 * Math.round(angle / 360);
