/** What a person is told of the call, from how it stands and what this page knows besides. Pure. */
import type { CallStanding, Why } from "../../wire/call";
import type { Trouble } from "./microphone";

/** `asking`: the browser asks for the microphone. `silent`: it lets nothing be heard before a press. */
export type Phase =
  | "none"
  | "calling"
  | "ringing"
  | "asking"
  | "connecting"
  | "talking"
  | "silent"
  | "reconnecting"
  | "elsewhere"
  | "over"
  | "trouble";

/** What came of the last call or of asking for one; shown for a while. `missed`: by me, `unanswered`: by them; `lost`: the line, for
 * good; `no-way`: there never was one. */
export interface Outcome {
  what: "ended" | "lost" | "no-way" | "declined" | "unanswered" | "missed";
  /** With whom, a participant. */
  who: string;
  why: Why | "";
  seconds: number;
}

export interface Known {
  you: string;
  standing: CallStanding | null;
  /** By which this page speaks. */
  key: string;
  isAsking: boolean;
  trouble: Trouble | null;
  outcome: Outcome | null;
  /** Of the lines to the others: none stands, all do, one that stood is lost. */
  lines: "none" | "some" | "lost";
  isSilenced: boolean;
}

export function phaseOf(known: Known): Phase {
  const { standing, you } = known;
  const me = standing?.people.find((one) => one.id === you);
  if (standing?.rings.some((ring) => ring.to === you)) return known.isAsking ? "asking" : "ringing";
  if (known.isAsking) return "asking";
  if (me && me.key !== known.key) return "elsewhere";
  if (me) return inCall(known);
  if (standing?.rings.some((ring) => ring.by === you)) return "calling";
  if (known.trouble) return "trouble";
  return known.outcome ? "over" : "none";
}

/** How a call ends that nobody here has left, from what was shown until then. */
export function howItEnds(phase: Phase, isStuck: boolean): "ended" | "lost" | "no-way" {
  if (phase === "reconnecting") return "lost";
  return isStuck ? "no-way" : "ended";
}

function inCall({ lines, isSilenced }: Known): Phase {
  if (lines === "lost") return "reconnecting";
  if (lines === "none") return "connecting";
  return isSilenced ? "silent" : "talking";
}

/** Whether whoever asked, or was asked, is no longer: who it was about. */
export function endedRing(before: CallStanding | null, now: CallStanding, you: string): Outcome | null {
  const isIn = (id: string) => now.people.some((one) => one.id === id);
  for (const { by, to } of before?.rings ?? []) {
    const stands = now.rings.some((ring) => ring.by === by && ring.to === to);
    if (stands || (isIn(by) && isIn(to))) continue;
    if (by === you) return { what: "unanswered", who: to, why: "", seconds: 0 };
    if (to === you) return { what: "missed", who: by, why: "", seconds: 0 };
  }
  return null;
}
