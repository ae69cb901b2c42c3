/** Reps among themselves: who is here, what one asks of another, and the calls for it. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { call } from "../viewer/api";
import type { Language } from "../viewer/boot";
import type { Rep } from "./app";
import type { Entry } from "./queue";

export type Status = "available" | "busy" | "away";
export const STATUSES: readonly Status[] = ["available", "busy", "away"];

/** A rep with a desk open. */
export interface Colleague {
  email: string;
  name: string;
  role: Rep["role"];
  status: Status;
  /** Unix seconds. */
  since: number;
  /** Away without having said so: nobody has touched the desk. */
  byItself: boolean;
  sessions: number;
  capacity: number;
  skills: string[];
  langs: string[];
  me: boolean;
}

/** At whom a waiting shopper rings. */
export interface Offer {
  name: string;
  mine: boolean;
  /** Unix seconds. */
  until: number;
}

export type RequestKind = "hand-over" | "invite";

/** What was last asked of a colleague in a session. */
export interface Request {
  kind: RequestKind;
  state: "open" | "accepted" | "declined" | "expired" | "called-off";
  by: string;
  to: string;
  note: string;
  at: number;
  until: number;
  toMe: boolean;
  byMe: boolean;
}

/** What every part of a desk may want to know of the house. */
export interface Staff {
  rep: Rep;
  lang: Language;
  entries: Entry[];
  colleagues: Colleague[];
}

const NOBODY: Staff = {
  rep: { email: "", name: "", role: "rep" },
  lang: "en",
  entries: [],
  colleagues: [],
};

export const StaffContext = createContext<Staff>(NOBODY);
export const useStaff = (): Staff => useContext(StaffContext);

/** This session as the list has it. */
export function useEntry(session: string): Entry | undefined {
  return useStaff().entries.find((entry) => entry.session === session);
}

const path = (session: string, deed: string) => `/api/v1/sessions/${encodeURIComponent(session)}/${deed}`;

/** All of these throw ApiError and Unreachable as `call` does; the list tells what has become of it. */
export const sayStatus = (status: Status): Promise<Colleague[]> =>
  call("POST", "/api/v1/reps/here", { status });
export const sayHere = (): Promise<Colleague[]> => call("POST", "/api/v1/reps/here");
export const askColleague = (session: string, kind: RequestKind, to: string, note: string): Promise<null> =>
  call("POST", path(session, kind), { to, note });
export const decline = (session: string): Promise<null> => call("POST", path(session, "decline"));
export const callOff = (session: string): Promise<null> => call("POST", path(session, "call-off"));

/** Those who can be asked, the best first: who has the language and the skill, is available, and has the least in hand. */
export function whoCanBeAsked(colleagues: Colleague[], entry: Entry | undefined): Colleague[] {
  const rank = (one: Colleague) =>
    (isAble(one, entry) ? 0 : 4) + STATUSES.indexOf(one.status) + (one.sessions < one.capacity ? 0 : 0.5);
  return colleagues
    .filter((one) => !one.me)
    .sort((a, b) => rank(a) - rank(b) || a.sessions - b.sessions || a.name.localeCompare(b.name));
}

export function isAble({ skills, langs }: Colleague, entry: Entry | undefined): boolean {
  if (!entry) return true;
  const base = (lang: string) => lang.split("-")[0]?.toLowerCase();
  const speaks = langs.length === 0 || langs.some((lang) => base(lang) === base(entry.shopper.lang));
  return speaks && (entry.skill === "" || skills.includes(entry.skill));
}
