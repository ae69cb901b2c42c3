/** The close-code table of PROTOCOL.md, as a viewer reads it, and how long it waits before it comes back. */

/** `again`: come back with the position · `renew`: ask for a new ticket once, then stop · `stop`. */
export type AfterClose = "again" | "renew" | "stop";

export const AFTER_CLOSE: Readonly<Record<number, AfterClose>> = {
  1001: "again",
  1006: "again",
  1012: "again",
  4400: "stop",
  4401: "renew",
  4403: "stop",
  4404: "stop",
  4408: "again",
  4409: "stop",
  4410: "stop",
  4411: "stop",
  4413: "stop",
  4429: "again",
  4500: "again",
};

const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/** Codes of our own range that are not in the table are of a newer server and final; all others are the network's. */
export function afterClose(code: number): AfterClose {
  return AFTER_CLOSE[code] ?? (code >= 4000 ? "stop" : "again");
}

/** Milliseconds before try number `attempt` (from 0); `random` in [0, 1) spreads a crowd by a quarter to both sides. */
export function waitBefore(attempt: number, random: number): number {
  const wait = Math.min(FIRST_WAIT * 2 ** Math.min(attempt, 16), LONGEST_WAIT);
  return Math.round(wait * (0.75 + random / 2));
}
