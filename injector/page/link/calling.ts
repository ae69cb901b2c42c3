/** What talk.js knows of a call by voice: it is in a bundle of its own, call.js, brought in when somebody asks or is asked to talk. */
import type { CallBy, CallNews } from "../../../alongside/wire/call";
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import type { VisitModel } from "./visit";

/** What the bundle needs of the card. */
export interface CallDoorHost {
  readonly lang: string;
  model(): VisitModel;
  send(message: CallBy): boolean;
  /** The shopper would rather be called by phone. */
  byPhone(): void;
  /** The call is another one now, or at an end. */
  callChanged(): void;
}

export interface ShopperCall {
  /** Who takes part besides the shopper, or is asked to. */
  readonly busyWith: readonly string[];
  connected(you: string): void;
  receive(news: CallNews): void;
  ring(who: string): void;
  stop(): void;
}

export type MakeCall = (host: CallDoorHost) => ShopperCall;

/** Calls `begin` when the bundle is there; without it nobody talks. */
export function bringCall(begin: (make: MakeCall) => void): void {
  bring("call.js").then(
    () => {
      const make = hooksOf(window)!.call;
      if (make) begin(make);
    },
    () => undefined,
  );
}
