/** What shoppers left for the desk: calls to make and messages to answer. The live list comes with the queue's events. */
import { call } from "../viewer/api";

export interface Case {
  id: string;
  /** Unix seconds. */
  at: number;
  state: "new" | "taken" | "done" | "cancelled";
  /** The name of the rep who has it. */
  rep: string | null;
  mine: boolean;
  name: string;
  lang: string;
  url: string;
  title: string;
}

export const OUTCOMES = ["reached", "no-answer", "busy", "wrong-number", "done"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Callback extends Case {
  /** In international form, and as it is written there. */
  number: string;
  shown: string;
  /** Unix seconds; null: as soon as may be. */
  wanted: number | null;
  /** The session in which the shopper shares the page. */
  session: string | null;
  tries: { at: number; by: string; outcome: Outcome; note?: string }[];
}

export interface LeftMessage extends Case {
  contact: string;
  text: string;
}

/** How a shopper found a session. */
export interface Rating {
  session: string;
  /** Unix seconds. */
  at: number;
  stars: number;
  comment: string;
  lang: string;
  url: string;
  title: string;
  reps: string[];
}

export interface Cases {
  callbacks: Callback[];
  messages: LeftMessage[];
  ratings: Rating[];
}

export type CallbackChange =
  { do: "take" } | { do: "give-back" } | { do: "outcome"; outcome: Outcome; note: string };
export type MessageChange = { do: "take" | "give-back" | "answered" };

/** Throws ApiError and Unreachable as `call` does; the list tells what has become of it. */
export const changeCallback = (id: string, change: CallbackChange): Promise<Callback> =>
  call("POST", `/api/v1/callbacks/${encodeURIComponent(id)}`, change);
export const changeMessage = (id: string, change: MessageChange): Promise<LeftMessage> =>
  call("POST", `/api/v1/messages/${encodeURIComponent(id)}`, change);

/** Calls whose time has come or that have no time, oldest first, then the others by their time. `now` in Unix seconds. */
export function inOrder(callbacks: Callback[], now: number): Callback[] {
  const due = (one: Callback) => (one.wanted === null || one.wanted <= now ? 0 : one.wanted);
  return [...callbacks].sort((a, b) => due(a) - due(b) || (a.wanted ?? a.at) - (b.wanted ?? b.at));
}
