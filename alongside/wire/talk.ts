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

/** What the shopper says to a suggestion; `late`: nothing while it was shown. */
export type Answer = "yes" | "no" | "late";

export interface Line {
  text?: string;
  /** Without an address it is the page that is shown now. */
  card?: Card;
  picture?: Picture;
  /** For reps and supervisors alone. */
  aside?: true;
  /** The shopper is asked to look at the card's page. */
  suggest?: true;
  /** `to`: the number of the line that suggests. */
  reply?: { to: number; answer: Answer };
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
  /** `why`: the page is `elsewhere`, not the shop's; or suggesting `rests`, since there were too many or a no was just said. */
  | ["unsaid", key: string, why?: "" | "elsewhere" | "rests"]
  | ["talk", first: number, lines: (Spoken | null)[], total: number, read: Record<string, number>]
  | ["typing", participant: string, typing: boolean]
  | ["read", participant: string, number: number];
