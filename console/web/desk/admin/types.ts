/** What admins arrange, as the API has it (alongside/arrangements.py, alongside/accounts.py). */

export type Texts = Partial<Record<string, string>>;
export type Device = "desktop" | "phone" | "tablet";
export type Trouble = "error-page" | "declined" | "no-results" | "refused-form";

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

export interface Hours extends Record<Day, string[]> {
  time_zone: string;
  holidays: string[];
}

export interface AskRule {
  name: string;
  path: string[];
  seconds: number | null;
  pages: number;
  returning: boolean | null;
  referrer: string;
  campaign: string;
  lang: string;
  device: Device | null;
  basket: number;
  idle: number;
  leaving: boolean;
  trouble: Trouble[];
  in_hours: boolean;
  rep_free: boolean;
  text: Texts;
}

export interface AskLimits {
  again_days: number;
  per_visit: number;
  hold_out: number;
}

export interface CannedReply {
  shortcut: string;
  text: Texts;
}

export interface Skill {
  name: string;
  paths: string[];
  langs: string[];
}

export interface Parts {
  asking: { version: number; ask: AskRule[]; ask_limits: AskLimits };
  skills: { version: number; skills: Skill[] };
  hours: { version: number; hours: Hours };
  replies: { version: number; replies: CannedReply[] };
  masks: { version: number; mask: string[]; block: string[]; noremote: string[] };
}
export type PartName = keyof Parts;

export interface RepRow {
  email: string;
  name: string;
  role: "rep" | "supervisor" | "admin";
  skills: string[];
  langs: string[];
  capacity: number | null;
  /** 0: the account is yet to be made. */
  version: number;
  here: boolean;
}

/** What is wrong with an edit, and where: `ask[0].path[1]`. */
export interface Problem {
  field: string;
  why: string;
  detail: string;
}
