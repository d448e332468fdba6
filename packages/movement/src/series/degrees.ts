export const degrees = (radians: number): number => (radians * 180) / Math.PI;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Normalises an angle in degrees to −180…180. */
export const wrapDegrees = (angle: number): number => angle - 360 * Math.round(angle / 360);
