/** Whether somebody is at this desk: hands that move are told to the server, seldom, and at once when it had taken the rep for away. */
import { useEffect, useRef } from "preact/hooks";
import { sayHere } from "./colleagues";

/** Milliseconds between two words of a desk in use; well within what counts as away. */
const TELL_EVERY = 60_000;
const AGAIN_AFTER = 2_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

const listeners = new Set<() => void>();

/** A hand moved where this page's own events do not reach: in a mirror. */
export function touched(): void {
  listeners.forEach((listener) => listener());
}

/** `isAway`: the server takes this rep for away without their having said so. */
export function useTouch(isAway: boolean): void {
  const told = useRef(-Infinity);
  const away = useRef(isAway);
  away.current = isAway;
  useEffect(() => {
    const touch = () => {
      const now = performance.now();
      if (now - told.current < (away.current ? AGAIN_AFTER : TELL_EVERY)) return;
      told.current = now;
      sayHere().catch(() => (told.current = -Infinity));
    };
    touch();
    listeners.add(touch);
    for (const sign of SIGNS) addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      listeners.delete(touch);
      for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
    };
  }, []);
}
