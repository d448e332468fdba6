/** `crypto.randomUUID` exists only on secure origins, and a studio's own machine may not be one. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
