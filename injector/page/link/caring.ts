/** What the page script knows of care.js: all that there is before a session (who is there, messages, calls back) and after it. */
import { bring } from "../bring";
import { hooksOf } from "../capture/hooks";
import type { View } from "../panel/views";

/** What the bundle needs of the panel. */
export interface CareHost {
  readonly lang: string;
  /** What the card shows; the bundle adds to it. */
  readonly body: HTMLElement;
  adopt(css: string): void;
  show(view: View): void;
  /** The offers again. */
  open(): void;
  close(): void;
  /** The card of an ended session does not close by itself. */
  keep(): void;
}

/** `call`: the shopper is to be called by phone, also while a session runs. */
export type Moment = "offer" | "ended" | "call";
export type Care = (host: CareHost, moment: Moment) => void;

/** Adds to the card what fits the moment, if it still shows what it did. Without the bundle the card is as good as it was. */
export function bringCare(host: CareHost, moment: Moment, isShown: () => boolean): void {
  bring("care.js").then(
    () => isShown() && hooksOf(window)!.care?.(host, moment),
    () => undefined,
  );
}
