export const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** The same direction, from −180 to 180. */
export const shorterWay = (angle: number): number => angle - 360 * Math.round(angle / 360);
