/** What is known and noted of sessions: the API's words for it, and the calls. */
import type { Kind, State } from "../../../alongside/wire/messages";
import type { Spoken } from "../../../alongside/wire/talk";
import type { CannedReply } from "../talk/canned";
import { call } from "../viewer/api";

export interface Note {
  id: string;
  /** Unix seconds, as all times here. */
  at: number;
  by: string;
  /** May be taken back by who asks. */
  mine: boolean;
  text: string;
}

export interface Seen {
  url: string;
  title: string;
  at: number;
}

export interface Money {
  value: number;
  currency?: string | undefined;
}

export interface Product {
  name: string;
  url?: string;
  price?: number;
  currency?: string | undefined;
}

/** The visit that a session grew out of. */
export interface Visit {
  began: number;
  visits: number;
  pages: number;
  referrer: string;
  campaign: string;
  trail: Seen[];
  product?: Product | null;
  basket?: Money | null;
}

interface Shown {
  session: string;
  kind: Kind;
  state: State;
  started: number;
  ended: number | null;
  shopper: { name: string; lang: string };
  url: string;
  title: string;
  tags: string[];
  reps: string[];
  stars: number | null;
}

/** A session that has ended, in a list. */
export interface Past extends Shown {
  notes: number;
}

export interface Details extends Shown {
  answered: number | null;
  device: "" | "desktop" | "phone" | "tablet";
  country: string;
  /** Tags of earlier sessions of the same visitor. */
  earlier: string[];
  notes: Note[];
  visit: Visit | null;
  /** On the page that is shown. */
  product: Product | null;
  comment: string;
}

/** What the desk is told of every session's record; `changes` grows whenever there is more to read. */
export interface Marks {
  session: string;
  tags: string[];
  notes: number;
  changes: number;
}

const path = (session: string, what = "") => `/api/v1/sessions/${encodeURIComponent(session)}${what}`;

export const fetchDetails = (session: string) => call<Details>("GET", path(session));
export const fetchPast = () => call<Past[]>("GET", "/api/v1/sessions?ended=1");
export const fetchReplies = () => call<CannedReply[]>("GET", "/api/v1/replies");
export const fetchLines = (session: string) => call<Spoken[]>("GET", path(session, "/lines"));
export const fetchTags = () => call<string[]>("GET", "/api/v1/tags");
export const addNote = (session: string, text: string) => call("POST", path(session, "/notes"), { text });
export const removeNote = (session: string, note: string) =>
  call("POST", path(session, `/notes/${encodeURIComponent(note)}/remove`));
export const changeTag = (session: string, change: "add" | "remove", tag: string) =>
  call("POST", path(session, "/tags"), { do: change, tag });
