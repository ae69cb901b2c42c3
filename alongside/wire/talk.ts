/** The conversation on the wire: the same messages for a host page and for a viewer. What they mean stands in PROTOCOL.md. */
import type { Role } from "./messages";

/** A page of the shop in the conversation; of a product also picture and price. */
export interface Card {
  url: string;
  title: string;
  picture?: string;
  price?: string;
}

/** A picture that was uploaded for this session; size in pixels. */
export interface Picture {
  id: string;
  width: number;
  height: number;
}

export interface Line {
  text?: string;
  card?: Card;
  picture?: Picture;
  /** For reps and supervisors alone. */
  aside?: true;
}

/** A line as it is kept. `at`: Unix milliseconds. */
export interface Spoken extends Line {
  at: number;
  who: string;
  role: Role;
  name: string;
  key: string;
}

export type FromSpeaker =
  | ["say", key: string, line: Line]
  | ["typing", typing: boolean]
  | ["read", number: number]
  | ["recall", after: number];

export type ToListener =
  /** null: the line is for others. */
  | ["said", number: number, line: Spoken | null]
  | ["unsaid", key: string]
  | ["talk", first: number, lines: (Spoken | null)[], total: number, read: Record<string, number>]
  | ["typing", participant: string, typing: boolean]
  | ["read", participant: string, number: number];
