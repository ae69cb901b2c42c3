/** What a host page does when its socket closes: the close codes of PROTOCOL.md as a table, and the waiting time before coming back. */

export type Ending = "ended" | "refused" | "malformed" | "elsewhere";
export type Verdict =
  | { then: "return" }
  /** Comes back, but not a second time for the same reason. */
  | { then: "return-once"; or: Ending }
  | { then: "stop"; why: Ending };

const verdicts: Record<number, Verdict> = {
  1001: { then: "return" },
  1006: { then: "return" },
  1012: { then: "return" },
  4400: { then: "stop", why: "malformed" },
  4401: { then: "return-once", or: "refused" },
  4403: { then: "stop", why: "refused" },
  4404: { then: "stop", why: "ended" },
  4408: { then: "return" },
  // A duplicated browser tab starts with a copy of the first one's id: it comes back once, as a tab of its own.
  4409: { then: "return-once", or: "elsewhere" },
  4410: { then: "stop", why: "ended" },
  // The connection begins with a fresh snapshot, which is all that can be done about a frame that was too large.
  4413: { then: "return-once", or: "malformed" },
  4429: { then: "return" },
  4500: { then: "return" },
};

/** Codes that the table does not know mean a lost connection. */
export function judgeClose(code: number): Verdict {
  return verdicts[code] ?? { then: "return" };
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/** Milliseconds before try number `tries` (from 0); `random` in [0, 1) spreads the returning crowd over half the time. */
export function waitBefore(tries: number, random: number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);
  return full * (0.5 + random / 2);
}
