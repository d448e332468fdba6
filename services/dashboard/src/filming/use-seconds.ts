import { useEffect, useState } from 'react';

/** Seconds since a time of `performance.now()`, five times a second. */
export function useSeconds(sinceMs: number): number {
  const [now, setNow] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - sinceMs) / 1000;
}
