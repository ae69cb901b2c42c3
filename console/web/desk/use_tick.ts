import { useEffect, useState } from "preact/hooks";

/** Draws the caller anew once a second, for everything that counts. */
export function useTick(): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}
