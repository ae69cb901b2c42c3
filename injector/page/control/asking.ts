/**
 * What control needs to ask the shopper for what only their own hand can do. The asking itself is in a bundle of its own, ask.js, which
 * comes in when somebody else acts for the first time.
 */
import type { Places, Result } from "../../../alongside/wire/messages";
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";

/** An act while it is watched: who hears that the shopper is asked, and then what came of it. */
export interface Watched {
  participant: string;
  element?: Element;
  isAsked: boolean;
  asked(): void;
  report(result: Result, places?: Places): void;
}

export type NameOf = (participant: string) => string;

export interface Asker {
  /** Asks the shopper to press this element: `asked` is called, and `report` when they answered. Else the result tells why not. */
  press(act: Watched, element: Element): Result;
  /** Carries out an act; what it sets off that a browser does for nobody but the shopper is asked for. */
  during(act: Watched, element: Element, carryOut: () => Result): Result;
  stop(): void;
}

export type MakeAsker = (nameOf: NameOf) => Asker;

/** Null when the bundle does not come: then such things are refused. */
export function bringAsker(nameOf: NameOf): Promise<Asker | null> {
  return bring("ask.js").then(
    () => hooksOf(window)?.ask?.(nameOf) ?? null,
    () => null,
  );
}
