/** Who may act, on the wire. What it means stands in PROTOCOL.md. */
import type { ActionName } from "./messages";

/** `lead` is a participant, the shopper among them, or "" for everyone. */
export type FromOwner =
  ["lead", lead: string] | ["freeze", frozen: boolean] | ["remove", participant: string] | AskFirst;

/** Pages that others choose are suggested to the shopper, or opened at once. */
export type AskFirst = ["guide", asks: boolean];

export type ToOwner = ["lead", lead: string, frozen: boolean];
/** `may`: what this viewer may do from now on. */
export type ToFollower = ["lead", lead: string, frozen: boolean, may: ActionName[]];

/** How it stands, as a welcome says it. */
export interface Leading {
  lead: string;
  frozen: boolean;
  asks: boolean;
}
