/** Waiting times as people read them on a wall. */

/** `0:07`, `12:05`, `1:02:09`; never negative, whatever two clocks say. */
export function formatElapsed(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** How pressing a wait is: most shoppers give up between one and three minutes. */
export type Pressing = "calm" | "soon" | "now";

export function pressingOf(milliseconds: number): Pressing {
  if (milliseconds >= 180_000) return "now";
  return milliseconds >= 60_000 ? "soon" : "calm";
}
