/** The calls of PROTOCOL.md before and after a session: who is there, messages, calls back. */
import { call } from "./calls";

/** A call that this shopper waits for; `wanted` in Unix seconds, null: as soon as may be. */
export interface OwnCall {
  number: string;
  wanted: number | null;
  taken: boolean;
}

export interface Help {
  open: boolean;
  /** Unix seconds; null: it is open, or nobody knows. */
  opens: number | null;
  reps: number;
  free: number;
  waiting: number;
  /** Seconds; null: not known. */
  wait: number | null;
  callback: OwnCall | null;
}

export interface CallForm {
  country: string;
  /** ISO 3166 and calling code. */
  countries: [country: string, code: number][];
  now: boolean;
  /** Spans, Unix seconds. */
  times: [from: number, to: number][];
}

export interface CallMe {
  number: string;
  country: string;
  wanted: number;
  name: string;
}

export interface Message {
  text: string;
  contact: string;
  name: string;
}

export interface After {
  /** A rep was there. */
  helped: boolean;
  lines: number;
  stars: number | null;
  mail: boolean;
}

export interface Rate {
  stars: number;
  comment: string;
}

export const callAfter = (): Promise<After> => call("GET", "after");
export const callRate = (rate: Rate): Promise<void> => call("POST", "rating", rate);
export const callMail = (email: string): Promise<void> => call("POST", "transcript", { email });
export const callHelp = (): Promise<Help> => call("GET", "help");
export const callForm = (lang: string): Promise<CallForm> => call("GET", `callback?lang=${lang}`);
export const callMe = (wish: CallMe, lang: string): Promise<OwnCall> =>
  call("POST", "callback", { ...wish, ...here(lang) });
export const callNot = (): Promise<void> => call("POST", "callback/cancel", {});
export const callMessage = (message: Message, lang: string): Promise<{ contact: string }> =>
  call("POST", "message", { ...message, ...here(lang) });

/** The page that it is about. Without what stands behind `?` and `#`, which may be secret: no session has agreed to show it. */
const here = (lang: string) => ({
  lang,
  url: location.origin + location.pathname,
  title: document.title.slice(0, 200),
});
